import { days, startOfDay } from './calendar.ts'
import { type LatencySketch, latencyQuantile, mergeSketches } from './latency-sketch.ts'
import { HOUR_MS } from './rollup.ts'

/** The windows in which latency is told: by the hour, by six hours, by the day of the page's time zone. */
export const LATENCY_WINDOWS = ['24h', '7d', '90d'] as const
export type LatencyWindow = (typeof LATENCY_WINDOWS)[number]

/** The latencies of one check in one hour. */
export interface HourlyLatency {
  /** The start of the hour, ms since the epoch. */
  hour: number
  latency: LatencySketch
}

export interface Span {
  from: number
  to: number
}

/** How fast a component answered in a part of a window; percentiles are `null` where it did not answer at all. */
export interface LatencyBucket extends Span {
  /** How many answers there were. */
  count: number
  p50Ms: number | null
  p95Ms: number | null
  p99Ms: number | null
}

/** How fast a component answered in a window: in each of its parts, oldest first, and in all of it. */
export interface LatencyHistory {
  window: LatencyWindow
  buckets: readonly LatencyBucket[]
  /** Of all answers together, never an average of the parts. */
  whole: LatencyBucket
}

/** Latencies are stored in whole ms; below this a bucket of the sketch holds one whole number only. */
const EXACT_BELOW_MS = 50

/**
 * The parts of a window that ends with the one in which `at` lies, oldest first.
 *
 * @param timezone  IANA name; days are counted in it
 * @throws {RangeError} when there is no such time zone
 */
export function latencySpans(window: LatencyWindow, at: number, timezone: string): Span[] {
  if (window === '24h') return evenSpans(at, HOUR_MS, 24)
  if (window === '7d') return evenSpans(at, 6 * HOUR_MS, 28)
  return days(startOfDay(at, timezone, 89), at + 1, timezone)
}

/** The buckets of some spans, each of the hours that begin in it: merged, never averaged. */
export function latencyBuckets(spans: readonly Span[], hours: readonly HourlyLatency[]): LatencyBucket[] {
  const inOrder = hours.toSorted((one, other) => one.hour - other.hour)
  let next = 0
  return spans.map(({ from, to }) => {
    const sketches: LatencySketch[] = []
    for (let one = inOrder[next]; one && one.hour < to; one = inOrder[++next]) {
      if (one.hour >= from) sketches.push(one.latency)
    }
    return toBucket({ from, to }, mergeSketches(sketches))
  })
}

/** What the latencies of a window come to: of its parts, and of the whole. */
export function latencyHistory(
  window: LatencyWindow,
  spans: readonly Span[],
  hours: readonly HourlyLatency[],
): LatencyHistory {
  const [from, to] = [spans[0]?.from ?? 0, spans.at(-1)?.to ?? 0]
  const within = hours.filter(({ hour }) => hour >= from && hour < to)
  const whole = toBucket({ from, to }, mergeSketches(within.map(({ latency }) => latency)))
  return { window, buckets: latencyBuckets(spans, within), whole }
}

/** So many spans of a length, the last of which `at` lies in; they begin at multiples of it, in UTC. */
function evenSpans(at: number, lengthMs: number, count: number): Span[] {
  const last = Math.floor(at / lengthMs) * lengthMs
  return Array.from({ length: count }, (_, n) => {
    const from = last - (count - 1 - n) * lengthMs
    return { from, to: from + lengthMs }
  })
}

function toBucket({ from, to }: Span, latency: LatencySketch): LatencyBucket {
  const [p50Ms, p95Ms, p99Ms] = [0.5, 0.95, 0.99].map((share) => printed(latencyQuantile(latency, share)))
  return { from, to, count: latency.count, p50Ms: p50Ms ?? null, p95Ms: p95Ms ?? null, p99Ms: p99Ms ?? null }
}

/** Where a whole number is exact that number, else two decimals: a whole one would add to the error of the sketch. */
function printed(ms: number | null): number | null {
  if (ms === null) return null
  return ms < EXACT_BELOW_MS ? Math.round(ms) : Math.round(ms * 100) / 100
}
