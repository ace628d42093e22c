import { type LatencyHistory, type LatencyWindow, latencyHistory, latencySpans } from '#domain/latency.ts'
import type { Version } from './demand.ts'

/** Looks up how fast a component answered in a window that ends with the view. Rejects with a `Problem`. */
export async function lookUpLatency(
  { view, latencies }: Pick<Version, 'view' | 'latencies'>,
  { component, window }: { component: string; window: LatencyWindow },
): Promise<LatencyHistory> {
  const spans = latencySpans(window, view.at, view.page.timezone)
  const hours = await latencies({ component, from: spans[0]?.from ?? view.at, to: view.at + 1 })
  return latencyHistory(window, spans, hours)
}
