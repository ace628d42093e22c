import type { ErrorCodes } from './check.ts'
import type { Component, Group, Page } from './component.ts'
import type { MaintenanceSeries } from './maintenance.ts'

/** What the page is about: everything that the configuration file says, with its defaults filled in. */
export interface Configuration {
  page: Page
  groups: readonly Group[]
  components: readonly Component[]
  maintenance: readonly MaintenanceSeries[]
  errorCodes: ErrorCodes
  /** Networks (CIDR) or addresses that probes may reach although they are not public. */
  egressAllow: readonly string[]
}
