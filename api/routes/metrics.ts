import { Hono } from 'hono'
import type { Metrics } from '../metrics.ts'

export interface MetricsDeps {
  metrics: Pick<Metrics, 'expose'>
}

/** What Prometheus scrapes: OpenMetrics for whoever accepts it. */
export const metricsRoutes = ({ metrics }: MetricsDeps) =>
  new Hono().get('/metrics', async (c) => {
    const isOpen = c.req.header('accept')?.includes('application/openmetrics-text')
    const { contentType, text } = await metrics.expose(isOpen ? 'openmetrics' : 'prometheus')
    return c.body(text, 200, { 'Cache-Control': 'no-store', 'Content-Type': contentType, Vary: 'Accept' })
  })
