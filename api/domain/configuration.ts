import type { AdviceByReason, HelpSection } from './advice.ts'
import type { AutomaticPolicy } from './automatic-policy.ts'
import type { Brand } from './brand.ts'
import type { ErrorCodes } from './check.ts'
import type { Component, Group, Page } from './component.ts'
import type { MaintenanceSeries } from './maintenance.ts'
import type { Secret } from './secret.ts'
import type { Translations } from './translations.ts'

/** What the page is about: everything that the configuration file says, with its defaults filled in. */
export interface Configuration {
  page: Page
  brand: Brand
  groups: readonly Group[]
  components: readonly Component[]
  /** What readers can do about a reason, whatever component has it. */
  advice: AdviceByReason
  /** What readers can try whatever is wrong. */
  help: readonly HelpSection[]
  maintenance: readonly MaintenanceSeries[]
  /** When what the checks see becomes an incident; `null` is never. */
  automaticIncidents: AutomaticPolicy | null
  errorCodes: ErrorCodes
  /** Of all texts that are shown somewhere. */
  translations: Translations
  /** Networks (CIDR) or addresses that probes may reach although they are not public. */
  egressAllow: readonly string[]
  /** What can be reached unless our own network is gone. */
  controls: readonly Control[]
  /** Addresses or networks (CIDR) whose `X-Forwarded-For` is believed. */
  proxies: readonly string[]
  /** The key under which the JSON of a 429 says until when to stay away. */
  resetField: string
  /** What the secret variables say that it names. */
  secrets?: readonly Secret[]
  /** How long results are kept one by one. */
  keepResultsMs: number
}

/** A target that is asked only to learn whether our own network stands. */
export interface Control {
  kind: 'tcp'
  host: string
  port: number
}
