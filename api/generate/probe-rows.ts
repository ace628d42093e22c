import type { Panel, Row } from './panel.ts'
import type { Select } from './selector.ts'

/** What is asked, and how asking goes. */
export function probeRows(select: Select): Row[] {
  return [{ title: 'Probes', panels: [...answerPanels(select), ...askingPanels(select)] }]
}

function answerPanels(select: Select): Panel[] {
  return [
    {
      ...{ title: 'Success', type: 'state-timeline', unit: 'none', width: 12 },
      description: 'Whether the last probe of each check was up or degraded; absent where it is not known.',
      words: { 0: ['down', 'red'], 1: ['up', 'green'] },
      queries: [{ expr: select('probe_success'), legend: '{{check}}' }],
    },
    {
      ...{ title: 'Duration', type: 'timeseries', unit: 's', width: 12 },
      description: 'How long the last probe of each check took.',
      queries: [{ expr: select('probe_duration_seconds'), legend: '{{check}}' }],
    },
    {
      ...{ title: 'HTTP by phase', type: 'timeseries', unit: 's', width: 12 },
      description: 'Where the time of HTTP probes goes, the mean of all checks.',
      queries: [{ expr: `avg by (phase) (${select('probe_http_duration_seconds')})`, legend: '{{phase}}' }],
    },
    {
      ...{ title: 'Days until certificates end', type: 'bargauge', unit: 'd', width: 12 },
      // As the alerts have it.
      bounds: [
        [3, 'yellow'],
        [14, 'green'],
      ],
      description: 'Of the first certificate of each chain to end; empty where no check uses TLS.',
      queries: [{ expr: `(${select('probe_ssl_earliest_cert_expiry')} - time()) / 86400`, legend: '{{check}}' }],
    },
  ]
}

function askingPanels(select: Select): Panel[] {
  return [
    {
      ...{ title: 'Results by outcome', type: 'timeseries', unit: 'reqps', width: 12 },
      description: 'Probes a second; unknown is a fault of ours, not of what is asked.',
      queries: [{ expr: `sum by (outcome) (rate(${select('status_check_runs_total')}[5m]))`, legend: '{{outcome}}' }],
    },
    {
      ...{ title: 'Slots by how they ended', type: 'timeseries', unit: 'reqps', width: 12 },
      description: 'Times a second at which a check was due: asked then, late, or not at all.',
      queries: [{ expr: `sum by (ending) (rate(${select('status_check_slots_total')}[5m]))`, legend: '{{ending}}' }],
    },
    {
      ...{ title: 'Lateness', type: 'timeseries', unit: 's', width: 12 },
      description: 'How late 99 % of checks are begun at most.',
      queries: [
        {
          expr: `histogram_quantile(0.99, sum by (le, region) (rate(${select('status_check_lateness_seconds_bucket')}[5m])))`,
          legend: '{{region}}',
        },
      ],
    },
    {
      ...{ title: 'Faults of our own', type: 'timeseries', unit: 'short', width: 12 },
      description: 'In asking, by check, within an hour; and the time that the machine slept.',
      queries: [
        { expr: `increase(${select('status_check_faults_total')}[1h])`, legend: '{{check}}' },
        { expr: `increase(${select('status_prober_slept_seconds_total')}[1h])`, legend: 'slept, in seconds' },
      ],
    },
  ]
}
