import { Temporal } from 'temporal-polyfill'
import { occurrences, type Recurrence, type Span } from './recurrence.ts'

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

const DAY_MS = 86_400_000
/** How far is looked ahead, a step after another: work that comes round soon is found at once, a leap day too. */
const STEPS_MS = [400, 3000, 12_000, 36_600].map((days) => days * DAY_MS)

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
  return nextTimes(recurrence, from, count).map(({ from: startsAt, to: endsAt }) => {
    const times = (timezone: string): WallTimes => ({
      timezone,
      startsAt: wallClock(startsAt, timezone),
      endsAt: wallClock(endsAt, timezone),
    })
    return { startsAt, endsAt, local: times(recurrence.timezone), zone: zone === null ? null : times(zone) }
  })
}

function nextTimes(recurrence: Recurrence, from: number, count: number): Span[] {
  let found: Span[] = []
  let begin = from
  for (const step of STEPS_MS) {
    found = [...found, ...occurrences(recurrence, begin, from + step)]
    if (found.length >= count) break
    begin = from + step
  }
  return found.slice(0, count)
}

/** `2026-12-06T02:00:00-05:00` */
function wallClock(at: number, timezone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(at)
    .toZonedDateTimeISO(timezone)
    .toString({ smallestUnit: 'second', timeZoneName: 'never' })
}
