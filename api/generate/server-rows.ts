import type { Panel, Row } from './panel.ts'
import type { Select } from './selector.ts'

/** How the server itself does. */
export function serverRows(select: Select): Row[] {
  return [{ title: 'Server', panels: [...requestPanels(select), ...processPanels(select), ...recordPanels(select)] }]
}

function requestPanels(select: Select): Panel[] {
  const took = (what: string) => select(`http_server_request_duration_seconds_${what}`)
  return [
    {
      ...{ title: 'Requests by status', type: 'timeseries', unit: 'reqps', width: 12 },
      description: 'Answers a second.',
      queries: [{ expr: `sum by (status) (rate(${took('count')}[5m]))`, legend: '{{status}}' }],
    },
    {
      ...{ title: 'Time to answer by route', type: 'timeseries', unit: 's', width: 12 },
      description: 'What 99 % of answers take at most.',
      queries: [
        {
          expr: `histogram_quantile(0.99, sum by (le, route) (rate(${took('bucket')}[5m])))`,
          legend: '{{route}}',
        },
      ],
    },
  ]
}

function processPanels(select: Select): Panel[] {
  return [
    {
      ...{ title: 'Event loop', type: 'timeseries', unit: 's', width: 8 },
      description: 'How long it was held: half, 99 % and the longest since the last scrape.',
      queries: [
        { expr: select('nodejs_eventloop_lag_p50_seconds'), legend: 'p50' },
        { expr: select('nodejs_eventloop_lag_p99_seconds'), legend: 'p99' },
        { expr: select('nodejs_eventloop_lag_max_seconds'), legend: 'max' },
      ],
    },
    {
      ...{ title: 'Memory', type: 'timeseries', unit: 'bytes', width: 8 },
      description: 'Resident, and the heap in use.',
      queries: [
        { expr: select('process_resident_memory_bytes'), legend: 'resident' },
        { expr: select('nodejs_heap_size_used_bytes'), legend: 'heap' },
      ],
    },
    {
      ...{ title: 'Processor', type: 'timeseries', unit: 'percentunit', width: 8 },
      description: 'Of one core.',
      queries: [{ expr: `rate(${select('process_cpu_seconds_total')}[5m])`, legend: 'processor' }],
    },
  ]
}

/** What is lost of the record, and how it is kept. */
function recordPanels(select: Select): Panel[] {
  return [
    {
      ...{ title: 'What was lost', type: 'timeseries', unit: 'short', width: 12 },
      description: 'Results that could not wait any longer to be stored, and documents not rendered, within an hour.',
      queries: [
        { expr: `increase(${select('status_results_dropped_total')}[1h])`, legend: 'results' },
        { expr: `increase(${select('status_render_failures_total')}[1h])`, legend: 'documents' },
      ],
    },
    {
      ...{ title: 'Age of the newest backup', type: 'timeseries', unit: 's', width: 12 },
      description: 'Empty where none are taken.',
      queries: [
        { expr: `time() - ${select('status_backup_last_success_timestamp_seconds')}`, legend: 'newest backup' },
      ],
    },
  ]
}
