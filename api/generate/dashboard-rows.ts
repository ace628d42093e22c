import { STATUSES, type Status } from '#domain/status.ts'
import type { Row } from './panel.ts'
import { severityOf } from './prometheus.ts'
import type { Select } from './selector.ts'

/** What readers are told: how components stand and stood. */
export function componentRows(select: Select): Row[] {
  return [
    {
      title: 'Components',
      panels: [
        {
          ...{ title: 'Status', type: 'state-timeline', unit: 'none', width: 24, words: STATUS_WORDS },
          description: 'What the page says of each component.',
          queries: [{ expr: severityOf(select), legend: '{{component}}' }],
        },
        {
          ...{ title: 'Uptime over 30 days', type: 'bargauge', unit: 'percentunit', width: 8 },
          bounds: [
            [0.99, 'yellow'],
            [0.999, 'green'],
          ],
          description: 'Up time over observed time, by the function behind the page.',
          queries: [{ expr: select('status_component_uptime_ratio', 'window="30d"'), legend: '{{component}}' }],
        },
        {
          ...{ title: 'Observed of 30 days', type: 'bargauge', unit: 'percentunit', width: 8 },
          bounds: [
            [0.9, 'yellow'],
            [0.99, 'green'],
          ],
          description: 'How much of the time that was not maintenance something is known of.',
          queries: [{ expr: select('status_component_coverage_ratio', 'window="30d"'), legend: '{{component}}' }],
        },
        {
          ...{ title: 'Error budget left', type: 'bargauge', unit: 'percentunit', width: 8 },
          bounds: [
            [0, 'yellow'],
            [0.25, 'green'],
          ],
          description: 'Of what is promised; objectives that are not public need a token of the scope metrics:read.',
          queries: [{ expr: select('status_slo_error_budget_remaining_ratio'), legend: '{{component}}' }],
        },
        {
          ...{ title: 'Age of the evidence', type: 'timeseries', unit: 's', width: 12 },
          description: 'How old the newest definite result of each component is.',
          queries: [{ expr: select('status_evidence_age_seconds'), legend: '{{component}}' }],
        },
        {
          ...{ title: 'Incidents and maintenance', type: 'timeseries', unit: 'none', width: 12 },
          description: 'Incidents that are not resolved, and maintenance windows in progress.',
          queries: [
            { expr: select('status_incidents_open'), legend: 'incidents' },
            { expr: select('status_maintenance_in_progress'), legend: 'maintenance' },
          ],
        },
      ],
    },
  ]
}

/** Colours as the page has them, worst last. */
const COLORS: Readonly<Record<Status, string>> = {
  operational: 'green',
  under_maintenance: 'blue',
  unknown: 'text',
  degraded_performance: 'yellow',
  partial_outage: 'orange',
  major_outage: 'red',
}

const STATUS_WORDS = Object.fromEntries(
  STATUSES.map((status, rank) => [rank, [status.replaceAll('_', ' '), COLORS[status]] as const]),
)
