import type { AutomaticPolicy } from '#domain/automatic-policy.ts'
import type { Logo } from '#domain/brand.ts'
import type { Component } from '#domain/component.ts'
import type { Configuration } from '#domain/configuration.ts'
import type { MaintenanceSeries } from '#domain/maintenance.ts'
import { toAdvice, toHelp } from './advice-schema.ts'
import { ConfigurationError, type Fault, valueAt } from './faults.ts'
import { translationsIn } from './localized-text.ts'
import { type ReadBeside, readLogo } from './logo.ts'
import { referenceFaults, repeatedTokens } from './references.ts'
import { configurationSchema, type WrittenConfiguration } from './schema.ts'
import { misplacedSecrets, withoutSecrets } from './secrets.ts'
import { expectation, shapeFaults } from './shape-faults.ts'
import { toSlo } from './slo-schema.ts'
import { toCheck } from './to-check.ts'
import { expandVariables } from './variables.ts'
import { parseYaml } from './yaml.ts'

/**
 * Reads a configuration file's text: YAML, then variables, then shape and references.
 *
 * @param source  the file's name, for the message
 * @param readBeside  how files that it names are read
 * @throws {ConfigurationError} with every fault found, each with its place, the value and what was expected
 */
export function readConfiguration(
  text: string,
  environment: Readonly<Record<string, string | undefined>>,
  source: string,
  readBeside: ReadBeside = nothingBeside,
): Configuration {
  const { value, secretPaths, secrets, faults: unset } = expandVariables(parseYaml(text, source), environment)
  const shown = withoutSecrets(value, secretPaths)
  const parsed = configurationSchema.safeParse(value, { error: expectation })
  const others = [
    ...(parsed.error?.issues.flatMap((issue) => shapeFaults(issue, shown)) ?? []),
    ...misplacedSecrets(secretPaths),
    ...referenceFaults(shown),
    ...repeatedTokens(value),
  ]
  const logo = logoIn(shown, readBeside)
  if (logo && 'expected' in logo) others.push(logo)
  // What stands in for a missing variable is no fault of its own.
  const faults = [...unset, ...others.filter(({ path }) => !unset.some((fault) => fault.path === path))]
  if (!parsed.success || faults.length > 0 || (logo && 'expected' in logo)) throw new ConfigurationError(source, faults)
  return { ...toConfiguration(parsed.data, logo), translations: translationsIn(value), secrets }
}

/** The logo that a file names, whatever else is wrong with it. */
function logoIn(document: unknown, readBeside: ReadBeside): Logo | Fault | null {
  const file = valueAt(document, ['page', 'logo'])
  return typeof file === 'string' && file !== '' ? readLogo(file, readBeside) : null
}

const nothingBeside: ReadBeside = () => {
  throw new Error('there are no files beside it')
}

function toConfiguration(
  written: WrittenConfiguration,
  logo: Logo | null,
): Omit<Configuration, 'translations' | 'secrets'> {
  const { logo: _file, accent = null, ...page } = written.page
  return {
    page,
    brand: { logo, accent },
    groups: written.groups,
    advice: toAdvice(written.advice, written.guide),
    help: toHelp(written.help, written.guide),
    components: written.components.map((component) => toComponent(component, written)),
    maintenance: written.maintenance.map((window) => toSeries(window, written.page.timezone)),
    automaticIncidents: toPolicy(written.automaticIncidents),
    errorCodes: written.errorCodes,
    egressAllow: written.egress.allow,
    controls: written.controls,
    proxies: written.proxies,
    resetField: written.resetField,
    keepResultsMs: written.keepResults,
  }
}

function toComponent(component: WrittenConfiguration['components'][number], written: WrittenConfiguration): Component {
  return {
    ...component,
    description: component.description ?? null,
    group: component.group ?? null,
    advice: toAdvice(component.advice, written.guide),
    slo: component.slo ? toSlo(component.slo) : null,
    checks: component.checks.map((check) => toCheck(check, component.id, written)),
  }
}

function toSeries(window: WrittenConfiguration['maintenance'][number], pageTimezone: string): MaintenanceSeries {
  return { ...window, description: '', rrule: window.rrule ?? null, timezone: window.timezone ?? pageTimezone }
}

function toPolicy(written: WrittenConfiguration['automaticIncidents']): AutomaticPolicy | null {
  return written === false ? null : { afterMs: written.after, publish: written.publish }
}
