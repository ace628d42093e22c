import type { LatencyBucket, LatencyWindow } from '#domain/latency.ts'

export interface ComponentLatency {
  component: string
  window: LatencyWindow
  buckets: readonly LatencyBucket[]
}

/** `/api/components/{id}/latency`: a bucket for each part of the window, oldest first. */
export function toLatencyDocument({ component, window, buckets }: ComponentLatency): string {
  return JSON.stringify({
    component,
    window,
    buckets: buckets.map(({ from, count, p50Ms, p95Ms, p99Ms }) => ({
      at: new Date(from).toISOString(),
      count,
      p50Ms,
      p95Ms,
      p99Ms,
    })),
  })
}
