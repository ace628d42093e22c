import type { LatencyBucket, LatencyHistory } from '#domain/latency.ts'
import type { Format } from './format.ts'
import type { Texts } from './texts/en.ts'

/** How the time of a window's buckets is told. */
export function bucketForm({ window }: Pick<LatencyHistory, 'window'>): 'weekday' | 'minute' {
  return window === '90d' ? 'weekday' : 'minute'
}

/** What a chart shows, in words. */
export function latencyInWords(history: LatencyHistory, now: number, format: Format, texts: Texts): string {
  const { window, buckets, whole } = history
  const { p50Ms, p95Ms, p99Ms } = whole
  if (p50Ms === null || p95Ms === null || p99Ms === null)
    return texts.sentences([texts.noLatency(texts.latencyWindow[window])])
  const slowest = slowestOf(buckets)
  const silent = buckets.filter(({ count }) => count === 0).length
  return texts.sentences([
    texts.latencyInWords(
      texts.latencyWindow[window],
      format.latency(p50Ms),
      format.latency(p95Ms),
      format.latency(p99Ms),
    ),
    ...(slowest
      ? [texts.slowest(format[bucketForm(history)](slowest.from, now), format.latency(slowest.p99Ms ?? 0))]
      : []),
    ...(silent > 0 ? [texts.gaps(silent, buckets.length)] : []),
  ])
}

function slowestOf(buckets: readonly LatencyBucket[]): LatencyBucket | undefined {
  return buckets.reduce<LatencyBucket | undefined>(
    (slowest, next) => ((next.p99Ms ?? -1) > (slowest?.p99Ms ?? -1) ? next : slowest),
    undefined,
  )
}
