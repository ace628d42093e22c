import { STATUSES, type Status } from './status.ts'
import type { Interval } from './timeline.ts'

/** Milliseconds in each status; together they are as long as the window. */
export type StatusMs = Record<Status, number>

/** How a component did over a window. */
export interface Uptime {
  /** Up time over observed time, 0–1; `null` when nothing was observed. */
  uptime: number | null
  /** Observed time over the time that was not maintenance, 0–1; `null` when all of it was. */
  coverage: number | null
  /** The most severe status that lasted at all; `unknown` only when nothing else did. */
  worst: Status
  ms: StatusMs
}

/** One calendar day of the page's time zone, clipped to the window. */
export type DayBar = Uptime & {
  /** `YYYY-MM-DD` */
  date: string
  from: number
  to: number
}

/** The uptime of a component over `[from, to)`. Time that the timeline leaves out is unknown. */
export function uptimeOf(timeline: readonly Interval[], from: number, to: number): Uptime {
  return uptimeOfMs(sumMs(timeline, from, to))
}

/** The uptime that the time spent in each status amounts to. */
export function uptimeOfMs(ms: StatusMs): Uptime {
  const observed = observedMs(ms)
  const expected = observed + ms.unknown
  return {
    uptime: observed > 0 ? tenthsUp(ms) / (10 * observed) : null,
    coverage: expected > 0 ? observed / expected : null,
    worst: STATUSES.findLast((status) => status !== 'unknown' && ms[status] > 0) ?? 'unknown',
    ms,
  }
}

/**
 * The milliseconds of `[from, to)` in each status.
 *
 * @param first  index of the first interval to look at; those before it must end by `from`
 */
export function sumMs(timeline: readonly Interval[], from: number, to: number, first = 0): StatusMs {
  const ms: StatusMs = {
    operational: 0,
    under_maintenance: 0,
    unknown: 0,
    degraded_performance: 0,
    partial_outage: 0,
    major_outage: 0,
  }
  let left = Math.max(to - from, 0)
  for (let index = first; index < timeline.length; index++) {
    const interval = timeline[index]
    if (!interval || interval.from >= to) break
    const length = Math.max(Math.min(interval.to, to) - Math.max(interval.from, from), 0)
    ms[interval.status] += length
    left -= length
  }
  ms.unknown += left
  return ms
}

/** The uptime as a percentage without its sign, rounded down: `99.98`; `null` when nothing was observed. */
export function formatUptime(ms: StatusMs, decimals: number): string | null {
  return percentage(tenthsUp(ms), 10 * observedMs(ms), decimals)
}

/**
 * A share, 0–1, as a percentage without its sign, rounded down; `null` of none. Of shares of ms, what is added against
 * the float of 0.571 is less than a tenth of a millisecond of 90 days.
 */
export function formatShare(share: number | null, decimals: number): string | null {
  if (share === null) return null
  const unit = 10 ** decimals
  return (Math.floor(share * 100 * unit + 1e-9) / unit).toFixed(decimals)
}

/** The coverage as a percentage without its sign, rounded down; `null` when all of the window was maintenance. */
export function formatCoverage(ms: StatusMs, decimals: number): string | null {
  return percentage(observedMs(ms), observedMs(ms) + ms.unknown, decimals)
}

/** The time of which something is known, maintenance left out. */
export function observedMs(ms: StatusMs): number {
  return ms.operational + ms.degraded_performance + ms.partial_outage + ms.major_outage
}

/** What counts against uptime, in ms: an outage whole, a partial one with 0.3 of its length. */
export function lostMs(ms: StatusMs): number {
  return (10 * observedMs(ms) - tenthsUp(ms)) / 10
}

/** Up time in tenths of a millisecond, where the weights 1 and 0.3 are whole numbers. */
function tenthsUp(ms: StatusMs): number {
  return 10 * observedMs(ms) - 10 * ms.major_outage - 3 * ms.partial_outage
}

/** Reckoned in integers: the float of 57.1 % would print as 57.09. */
function percentage(part: number, whole: number, decimals: number): string | null {
  if (whole === 0) return null
  const digits = (BigInt(part) * 100n * 10n ** BigInt(decimals)) / BigInt(whole)
  if (decimals === 0) return String(digits)
  const padded = String(digits).padStart(decimals + 1, '0')
  return `${padded.slice(0, -decimals)}.${padded.slice(-decimals)}`
}
