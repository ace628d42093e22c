import { collectDefaultMetrics, type MetricObjectWithValues, type MetricValue, Registry } from 'prom-client'
import { type Family, labelText } from './exposition.ts'

/** Gauges whose names end in `_total`, which the Prometheus linter takes for counters. */
const MISNAMED = ['nodejs_active_handles_total', 'nodejs_active_requests_total', 'nodejs_active_resources_total']

type Read = MetricObjectWithValues<MetricValue<string> & { metricName?: string }>

/**
 * What the process tells of itself. Only prom-client's readings are taken: its writer renames counters for good when it
 * first writes OpenMetrics, and whoever scrapes the other form afterwards would miss them.
 */
export function processMetrics(): () => Promise<Family[]> {
  const register = new Registry()
  collectDefaultMetrics({ register })
  for (const name of MISNAMED) register.removeSingleMetric(name)
  return async () => (await register.getMetricsAsJSON()).map((metric) => toFamily(metric as unknown as Read))
}

function toFamily({ name, help, type, values }: Read): Family {
  return {
    name,
    help,
    // Its declarations say that this is a number.
    type: String(type) as Family['type'],
    collect: (add) => {
      for (const { labels, value, metricName = name } of values) {
        add(labelText(labels as Record<string, string | number>), value, metricName.slice(name.length))
      }
    },
  }
}
