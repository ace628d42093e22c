import { type Context, Hono } from 'hono'
import { UNCACHED } from '../headers.ts'
import { bearsToken } from '../http/operators-paths.ts'
import type { Audience } from '../metrics/exposition.ts'
import type { Metrics } from '../metrics/metrics.ts'
import type { OperatorEnv, RequireScope } from '../operators/operator-env.ts'

export interface MetricsDeps {
  metrics: Pick<Metrics, 'expose'>
  requireScope: RequireScope
}

/** What Prometheus scrapes: OpenMetrics for whoever accepts it, and what is private for whoever has a token. */
export const metricsRoutes = ({ metrics, requireScope }: MetricsDeps) => {
  const answer = async (c: Context, audience: Audience): Promise<Response> => {
    const isOpen = c.req.header('accept')?.includes('application/openmetrics-text')
    const { contentType, bytes } = await metrics.expose(isOpen ? 'openmetrics' : 'prometheus', audience)
    return c.body(bytes, 200, {
      ...UNCACHED,
      'Content-Type': contentType,
      Vary: 'Accept, Authorization',
    })
  }
  return new Hono<OperatorEnv>().get(
    '/metrics',
    (c, next) => (bearsToken(c.req.header('authorization')) ? next() : answer(c, 'public')),
    requireScope('metrics:read'),
    (c) => answer(c, 'all'),
  )
}
