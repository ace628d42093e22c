import { Temporal } from 'temporal-polyfill'
import type { Interval } from './timeline.ts'
import { type DayBar, sumMs, uptimeOfMs } from './uptime.ts'

/** A calendar day of some time zone, clipped to some window. */
export interface Day {
  /** `YYYY-MM-DD` */
  date: string
  from: number
  to: number
}

/**
 * The calendar days of `[from, to)`, oldest first: they cover it without gaps. A day that the zone skips is left out.
 *
 * @param timezone  IANA name
 * @throws {RangeError} when there is no such time zone
 */
export function days(from: number, to: number, timezone: string): Day[] {
  const all: Day[] = []
  let date = dateAt(from, timezone)
  for (let at = from; at < to; ) {
    const tomorrow = date.add({ days: 1 })
    const end = Math.min(startOf(tomorrow, timezone), to)
    if (end > at) all.push({ date: date.toString(), from: at, to: end })
    at = Math.max(at, end)
    date = tomorrow
  }
  return all
}

/** The bar of each day, in one pass over the timeline. The days must be in order, as `days` gives them. */
export function dayBars(timeline: readonly Interval[], calendar: readonly Day[]): DayBar[] {
  let first = 0
  return calendar.map(({ date, from, to }) => {
    while ((timeline[first]?.to ?? Number.POSITIVE_INFINITY) <= from) first++
    return { date, from, to, ...uptimeOfMs(sumMs(timeline, from, to, first)) }
  })
}

/**
 * The start of the calendar day that lies `daysBefore` days before the day of `at`: 89 begins the last 90 days,
 * today included.
 *
 * @throws {RangeError} when there is no such time zone
 */
export function startOfDay(at: number, timezone: string, daysBefore = 0): number {
  return startOf(dateAt(at, timezone).subtract({ days: daysBefore }), timezone)
}

function dateAt(at: number, timezone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timezone).toPlainDate()
}

/** A day's first instant: midnight, or the end of the gap that skips it. */
function startOf(date: Temporal.PlainDate, timezone: string): number {
  return date.toZonedDateTime(timezone).epochMilliseconds
}
