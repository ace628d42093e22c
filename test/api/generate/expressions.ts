import { dashboardRows } from '../../../api/generate/dashboard.ts'
import { ruleGroups } from '../../../api/generate/prometheus.ts'
import { DEFAULTS, shipped } from './shipped.ts'

/** What is absent unless it is switched on, or unless something uses TLS. */
export const SOMETIMES = /^(status_backup_\w+|probe_ssl_\w+)$/

/** Every panel of the dashboard, with its expressions as they are for a job. */
export function panelsOf(job: string): { title: string; exprs: string[] }[] {
  return dashboardRows().flatMap(({ panels }) =>
    panels.map(({ title, queries }) => ({ title, exprs: queries.map(({ expr }) => expr.replaceAll('$job', job)) })),
  )
}

/** Every rule, by its name, with its expression. */
export function rules(): { name: string; expr: string }[] {
  return ruleGroups(shipped().components, DEFAULTS).flatMap(({ rules: all }) =>
    all.map(({ expr, ...rule }) => ({ name: 'alert' in rule ? rule.alert : rule.record, expr })),
  )
}

/** The metrics that an expression selects, each with the labels that it matches. */
export function selected(expr: string): { metric: string; labels: string[] }[] {
  return [...expr.matchAll(/([a-zA-Z_:][\w:]*)\{([^}]*)\}/g)].map(([, metric = '', matchers = '']) => ({
    metric,
    labels: [...matchers.matchAll(/(\w+)\s*[=!]/g)].map(([, label]) => label ?? ''),
  }))
}

/** The labels that an expression keeps or drops, or that its legend or text names. */
export function grouped(expr: string): string[] {
  return [...expr.matchAll(/(?:by|without) \(([^)]*)\)/g)].flatMap(([, labels = '']) => labels.split(', '))
}
