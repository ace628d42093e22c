import type { Configuration } from '#domain/configuration.ts'
import { dashboardFile } from './dashboard.ts'
import { openSloFile } from './openslo.ts'
import { prometheusFile, RULES_FILE, rulesFile } from './prometheus.ts'

/** What can be made of a configuration for other tools. */
export const GENERATED = ['prometheus', 'grafana', 'openslo'] as const
export type Generated = (typeof GENERATED)[number]

export interface GenerateOptions {
  /** What Prometheus calls the scraping of this server. */
  job: string
  /** Host and port at which it is scraped. */
  target: string
  /** How often a backup is taken. */
  backupEveryMs: number
  /** Where people read what to do about an alert. */
  runbooks: string
}

/** The files for a tool, by name. */
export function outputsOf(
  what: Generated,
  configuration: Configuration,
  { job, target, backupEveryMs, runbooks }: GenerateOptions,
): Record<string, string> {
  const { page, components } = configuration
  switch (what) {
    case 'prometheus':
      return {
        [RULES_FILE]: rulesFile(components, { job, backupEveryMs, runbooks }),
        'prometheus.yml': prometheusFile({ job, target, interval: '15s' }),
      }
    case 'grafana':
      return { 'dashboard.json': dashboardFile(page.name, job) }
    case 'openslo':
      return { 'openslo.yaml': openSloFile(configuration, job) }
  }
}
