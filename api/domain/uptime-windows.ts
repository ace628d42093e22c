import type { Interval } from './timeline.ts'
import { sumMs, type Uptime, uptimeOfMs } from './uptime.ts'

/** The windows that uptime is told over, shortest first. */
export const UPTIME_WINDOWS = ['24h', '7d', '30d', '90d'] as const
export type UptimeWindow = (typeof UPTIME_WINDOWS)[number]

/** What a window comes to: shares, 0–1, or `null` as of an `Uptime`. */
export type Shares = Pick<Uptime, 'uptime' | 'coverage'>

const HOUR_MS = 3_600_000

/**
 * How a component did over each window. The 90 days are the page's calendar days, so that all tell one figure of them;
 * the shorter windows are of that length exactly, and end with `at`.
 *
 * @param timeline  of the page's days, up to `at`
 * @param page      what they come to
 */
export function uptimeWindows(timeline: readonly Interval[], page: Uptime, at: number): Record<UptimeWindow, Shares> {
  const last = (hours: number) => sharesOf(uptimeSince(timeline, at - hours * HOUR_MS, at))
  return { '24h': last(24), '7d': last(7 * 24), '30d': last(30 * 24), '90d': sharesOf(page) }
}

/** Most of a timeline is older than most windows: it is not gone through for them. */
function uptimeSince(timeline: readonly Interval[], from: number, at: number): Uptime {
  const first = timeline.findLastIndex((interval) => interval.from <= from)
  return uptimeOfMs(sumMs(timeline, from, at, Math.max(first, 0)))
}

function sharesOf({ uptime, coverage }: Uptime): Shares {
  return { uptime, coverage }
}
