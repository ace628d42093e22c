import { Hono } from 'hono'
import type { Metrics } from '../metrics.ts'

export interface MetricsDeps {
  metrics: Pick<Metrics, 'expose' | 'contentType'>
}

/** What Prometheus scrapes. */
export const metricsRoutes = ({ metrics }: MetricsDeps) =>
  new Hono().get('/metrics', async (c) =>
    c.body(await metrics.expose(), 200, { 'Cache-Control': 'no-store', 'Content-Type': metrics.contentType }),
  )
