import { type HourlyLatency, type LatencyBucket, latencyBuckets } from './latency.ts'
import { mergeSketches } from './latency-sketch.ts'
import { HOUR_MS, hourOf } from './rollup.ts'

/** How fast a component answered in each of the last hours; what is long over is kept as what it came to. */
export interface LatencyDay {
  /** Hours of which no answer comes any more, oldest first. */
  over: readonly LatencyBucket[]
  /** The hour that is on and the one before, of which answers may be late. */
  open: readonly HourlyLatency[]
}

export const EMPTY_DAY: LatencyDay = { over: [], open: [] }

const HOURS = 24

/** The hour, of UTC, with which the day begins that ends with the one in which `at` lies. */
export function dayStart(at: number): number {
  return hourOf(at) - (HOURS - 1) * HOUR_MS
}

/** A day with some latencies more, as it is kept at `at`; those of hours that are closed come too late. */
export function withLatencies({ over, open }: LatencyDay, more: readonly HourlyLatency[], at: number): LatencyDay {
  const closed = new Set(over.map(({ from }) => from))
  const hours = mergedByHour([...open, ...more.filter(({ hour }) => !closed.has(hour))])
  const openFrom = hourOf(at) - HOUR_MS
  const nowOver = hours.filter(({ hour }) => hour < openFrom).map(toBucket)
  return {
    over: [...over, ...nowOver].filter(({ from }) => from >= dayStart(at)).sort((one, other) => one.from - other.from),
    open: hours.filter(({ hour }) => hour >= openFrom),
  }
}

/** A day without what is known of the hours that begin at `from` or later. */
export function withoutHours({ over, open }: LatencyDay, from: number): LatencyDay {
  return { over: over.filter((one) => one.from < from), open: open.filter(({ hour }) => hour < from) }
}

/** The hours of the day that `at` ends in which there was an answer, oldest first: 24 at most. */
export function answeredHours({ over, open }: LatencyDay, at: number): LatencyBucket[] {
  const all = [...over, ...open.map(toBucket)]
  return all.filter(({ from, count }) => count > 0 && from >= dayStart(at) && from <= at)
}

function mergedByHour(hours: readonly HourlyLatency[]): HourlyLatency[] {
  const byHour = Map.groupBy(hours, ({ hour }) => hour)
  const merged = [...byHour].map(([hour, all]) => ({ hour, latency: mergeSketches(all.map(({ latency }) => latency)) }))
  return merged.sort((one, other) => one.hour - other.hour)
}

function toBucket(one: HourlyLatency): LatencyBucket {
  const [bucket] = latencyBuckets([{ from: one.hour, to: one.hour + HOUR_MS }], [one])
  if (!bucket) throw new RangeError('Expected one bucket of one span')
  return bucket
}
