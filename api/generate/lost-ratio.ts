import type { Component } from '#domain/component.ts'
import { burnWindows, rounded } from './burn-windows.ts'
import type { AlertRule, RecordingRule } from './rule.ts'
import { oneOf, promDuration, type Select } from './selector.ts'

/** A component of which something is promised. */
type Promised = Component & { slo: NonNullable<Component['slo']> }

/** The components of which something is promised. */
export function promised(components: readonly Component[]): Promised[] {
  return components.filter((component): component is Promised => component.slo !== null)
}

/** The name under which the lost share of a window is recorded. */
const nameOf = (windowMs: number) => `component:status_lost_ratio:avg${promDuration(windowMs)}`

/** What is observed of components, and what of it counts against uptime, as the page has it: 1 or 0 at each instant. */
export function observedAndLost(select: Select, ...matchers: readonly string[]): { observed: string; lost: string } {
  const { observed, lost } = terms((status) => select('status_component_status', ...matchers, status))
  return { observed, lost }
}

/**
 * The share of the observed time of a window that counts against uptime: all of an outage, 0.3 of a partial one, as the
 * page has it. Where nothing was observed there is none.
 */
export function lostRatio(select: Select, window: string, ...matchers: readonly string[]): string {
  const series = (status: string) =>
    `avg_over_time(${select('status_component_status', ...matchers, status)}[${window}])`
  const { observed, lost } = terms(series)
  return `${lost}\n/ (${observed} > 0)`
}

function terms(series: (status: string) => string): { observed: string; lost: string } {
  const sum = (status: string) => `sum without (status) (${series(status)})`
  return {
    observed: sum('status!~"under_maintenance|unknown"'),
    lost: `(${sum('status="major_outage"')} + 0.3 * ${sum('status="partial_outage"')})`,
  }
}

/** Records the lost share over each window that an alert looks at. */
export function lostRatioRules(components: readonly Component[], select: Select): RecordingRule[] {
  const all = promised(components)
  const windows = all.flatMap(({ slo }) => burnWindows(slo).flatMap(({ longMs, shortMs }) => [shortMs, longMs]))
  const ids = oneOf(
    'component',
    all.map(({ id }) => id),
  )
  return [...new Set(windows)]
    .sort((a, b) => a - b)
    .map((ms) => ({ record: nameOf(ms), expr: lostRatio(select, promDuration(ms), ids) }))
}

const PACE = 'It lost {{ $value | humanizePercentage }} of the time observed. At this pace it spends '

const TEXTS = {
  critical: {
    alert: 'StatusBudgetBurnsFast',
    summary: '{{ $labels.component }} spends its error budget fast',
  },
  warning: {
    alert: 'StatusBudgetBurns',
    summary: '{{ $labels.component }} spends its error budget',
  },
} as const

/** One alert for each component and severity, over several windows and burn rates. */
export function burnRules(components: readonly Component[], select: Select): AlertRule[] {
  return promised(components).flatMap((component) =>
    (['critical', 'warning'] as const).flatMap((severity) => burnRule(component, severity, select)),
  )
}

function burnRule({ id, slo }: Promised, severity: 'critical' | 'warning', select: Select): AlertRule[] {
  const windows = burnWindows(slo).filter((one) => one.severity === severity)
  if (windows.length === 0) return []
  const { alert, summary } = TEXTS[severity]
  const over = (ms: number, rate: number) =>
    `${select(nameOf(ms), `component="${id}"`)} > ${rate} * ${rounded(1 - slo.objective)}`
  const pace = windows.map(
    ({ longMs, share }) => `${rounded(share * 100)} % of the budget within ${promDuration(longMs)}`,
  )
  const promise = `Promised are ${rounded(slo.objective * 100)} % over ${promDuration(slo.periodMs)}.`
  return [
    {
      alert,
      expr: windows
        .map(({ longMs, shortMs, rate }) => `(${over(longMs, rate)} and ${over(shortMs, rate)})`)
        .join('\nor\n'),
      // Of one name and severity there may be no second rule.
      labels: { severity, component: id },
      annotations: { summary, description: `${PACE}${pace.join(' or ')}. ${promise}` },
    },
  ]
}
