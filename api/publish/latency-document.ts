import { LATENCY_WINDOWS, latencyBuckets, latencySpans } from '#domain/latency.ts'
import { findComponent } from './components-document.ts'
import type { DemandRenderer } from './demand.ts'
import { iso } from './iso.ts'
import { expectParameters, readWord } from './query.ts'

const PARAMETERS = ['window']

/** `/api/components/{id}/latency`: a bucket for each part of the window, oldest first; the last is not over yet. */
export const latencyDocument: DemandRenderer = {
  path: '/api/components/:id/latency',
  parameters: PARAMETERS,
  render: async ({ view, latencies }, id, query) => {
    expectParameters(query, PARAMETERS)
    const component = findComponent(view, id).id
    const window = readWord(query, 'window', LATENCY_WINDOWS)
    const spans = latencySpans(window, view.at, view.page.timezone)
    const hours = await latencies({ component, from: spans[0]?.from ?? view.at, to: view.at + 1 })
    return JSON.stringify({
      component,
      window,
      buckets: latencyBuckets(spans, hours).map(({ from, count, p50Ms, p95Ms, p99Ms }) => ({
        at: iso(from),
        ...{ count, p50Ms, p95Ms, p99Ms },
      })),
    })
  },
}
