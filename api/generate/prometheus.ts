import { stringify } from 'yaml'
import type { Component } from '#domain/component.ts'
import { STATUSES } from '#domain/status.ts'
import { componentRules } from './component-rules.ts'
import { burnRules, lostRatioRules, promised } from './lost-ratio.ts'
import { ownRules } from './own-rules.ts'
import type { AlertRule, RecordingRule, RuleGroup } from './rule.ts'
import { type Select, selectorOf } from './selector.ts'

export interface RuleOptions {
  job: string
  /** How often a backup is taken. */
  backupEveryMs: number
  /** Where people read what to do; a heading there has the name of each alert. */
  runbooks: string
}

/** The rules for configured components, as a job of a name scrapes them. */
export function ruleGroups(
  components: readonly Component[],
  { job, backupEveryMs, runbooks }: RuleOptions,
): RuleGroup[] {
  const select = selectorOf(job)
  const recorded = promised(components).length > 0 ? lostRatioRules(components, select) : []
  const alerts = [
    { name: `${job}-components`, rules: componentRules(components, select) },
    { name: `${job}-budgets`, rules: burnRules(components, select) },
    { name: `${job}-server`, rules: ownRules(select, backupEveryMs) },
  ]
  return [
    { name: `${job}-recorded`, rules: [severityRule(select), ...recorded] },
    ...alerts.map(({ name, rules }) => ({ name, rules: rules.map((rule) => withRunbook(rule, runbooks)) })),
  ].filter(({ rules }) => rules.length > 0)
}

function withRunbook(rule: AlertRule, runbooks: string): AlertRule {
  const place = `${runbooks}#${rule.alert.toLowerCase()}`
  return { ...rule, annotations: { ...rule.annotations, runbook_url: place } }
}

/** The same as a file of rules. */
export function rulesFile(components: readonly Component[], options: RuleOptions): string {
  return `${HEAD}${stringify({ groups: ruleGroups(components, options) }, YAML)}`
}

/** How bad each component's status is as one number: 0 operational, up to 5 for a major outage. */
export function severityOf(select: Select): string {
  const terms = STATUSES.map((status, rank) => `${rank} * ${select('status_component_status', `status="${status}"`)}`)
  return `sum without (status) (${terms.join(' or ')})`
}

function severityRule(select: Select): RecordingRule {
  return { record: 'component:status_component_status:severity', expr: severityOf(select) }
}

export interface ScrapeOptions {
  job: string
  /** Host and port of the server. */
  target: string
  /** How often it is scraped, and rules are evaluated. */
  interval: string
}

/** A configuration of Prometheus that scrapes a server and evaluates the rules, which lie beside it. */
export function prometheusFile({ job, target, interval }: ScrapeOptions): string {
  const configuration = {
    global: { scrape_interval: interval, evaluation_interval: interval },
    rule_files: [RULES_FILE],
    scrape_configs: [{ job_name: job, static_configs: [{ targets: [target] }] }],
  }
  return `${HEAD}${stringify(configuration, YAML)}${TOKEN_HINT}`
}

export const RULES_FILE = 'rules.yml'

const YAML = { lineWidth: 0 } as const
const HEAD = '# Made by `npm run generate:prometheus`; a change belongs into the configuration.\n'
const TOKEN_HINT = `    # Private components, checks and objectives are for who has a token:
    # npm run token -- create --name prometheus --scope metrics:read
    # authorization: { credentials_file: /etc/prometheus/scopien-status.token }
`
