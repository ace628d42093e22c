import { LATENCY_WINDOWS } from '#domain/latency.ts'
import { findComponent } from './components-document.ts'
import type { DemandRenderer } from './demand.ts'
import { iso } from './iso.ts'
import { lookUpLatency } from './latency-history.ts'
import { expectParameters, readWord } from './query.ts'

const PARAMETERS = ['window']

/** `/api/components/{id}/latency`: a bucket for each part of the window, oldest first; the last is not over yet. */
export const latencyDocument: DemandRenderer = {
  path: '/api/components/:id/latency',
  parameters: PARAMETERS,
  render: async (version, id, query) => {
    expectParameters(query, PARAMETERS)
    const component = findComponent(version.view, id).id
    const window = readWord(query, 'window', LATENCY_WINDOWS)
    const { buckets } = await lookUpLatency(version, { component, window })
    return JSON.stringify({
      component,
      window,
      buckets: buckets.map(({ from, count, p50Ms, p95Ms, p99Ms }) => ({ at: iso(from), count, p50Ms, p95Ms, p99Ms })),
    })
  },
}
