import { Temporal } from 'temporal-polyfill'
import { occurrences, type Recurrence } from './recurrence.ts'

/** One of the next times of a window: as an instant, by its own clock, and by another one. */
export interface PreviewedTime {
  startsAt: number
  endsAt: number
  local: WallTimes
  /** By the clock of the zone that was asked for; `null` when none was. */
  zone: WallTimes | null
}

/** Both ends by one clock, RFC 3339 with its offset. */
export interface WallTimes {
  timezone: string
  startsAt: string
  endsAt: string
}

const CENTURY_MS = 36_525 * 86_400_000

/**
 * The next times of a window that begin at an instant or after it: fewer than `count` where there are no more in a
 * hundred years.
 *
 * @param zone  IANA name of another zone to tell them in
 * @throws {RangeError} when the rule is faulty, or a time or a zone does not exist
 */
export function previewOf(
  recurrence: Recurrence,
  { from, count = 12, zone = null }: { from: number; count?: number; zone?: string | null },
): PreviewedTime[] {
  return occurrences(recurrence, from, from + CENTURY_MS, count).map(({ from: startsAt, to: endsAt }) => {
    const times = (timezone: string): WallTimes => ({
      timezone,
      startsAt: wallClock(startsAt, timezone),
      endsAt: wallClock(endsAt, timezone),
    })
    return { startsAt, endsAt, local: times(recurrence.timezone), zone: zone === null ? null : times(zone) }
  })
}

/** `2026-12-06T02:00:00-05:00` */
function wallClock(at: number, timezone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(at)
    .toZonedDateTimeISO(timezone)
    .toString({ smallestUnit: 'second', timeZoneName: 'never' })
}
