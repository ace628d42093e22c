import { Hono } from 'hono'
import { etag, RETAINED_304_HEADERS } from 'hono/etag'
import type { LatencyDocuments } from '../latency.ts'

export interface LatencyRouteDeps {
  latency: LatencyDocuments
}

/** What a page of another origin needs to see, though it has the bytes already. */
const tagged = etag({ retainedHeaders: [...RETAINED_304_HEADERS, 'access-control-allow-origin'] })

/** How fast a component answers, for anyone to ask. */
export const latencyRoutes = ({ latency }: LatencyRouteDeps) =>
  new Hono().get('/api/components/:id/latency', tagged, async (c) =>
    c.body(await latency(c.req.param('id'), c.req.query('window')), 200, {
      'Access-Control-Allow-Origin': '*',
      'Cache-Control': 'public, max-age=5, stale-while-revalidate=10',
      'Content-Type': 'application/json; charset=utf-8',
    }),
  )
