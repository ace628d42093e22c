import { Temporal } from 'temporal-polyfill'
import { component, property } from './lines.ts'

/** A day before the first event the zone must be known, whatever its offset. */
const MARGIN_HOURS = 24
/** Past this a zone is left as it was; none changes more often than four times a year. */
const MOST_CHANGES = 20

/** What RFC 5545 says of a zone over a time: each offset from when it holds, as far as the events reach. */
export function toTimezone(timezone: string, from: number, to: number): string {
  const first = zoned(timezone, from).subtract({ hours: MARGIN_HOURS })
  const observances = [observance(first, first)]
  for (let at = first; observances.length < MOST_CHANGES; ) {
    const next = at.getTimeZoneTransition('next')
    if (!next || next.epochMilliseconds > to) break
    observances.push(observance(next, next.subtract({ nanoseconds: 1 })))
    at = next
  }
  return component('VTIMEZONE', [property('TZID', timezone), ...observances])
}

/** Wall-clock time as a calendar writes it: `20261206T020000`. */
export function wallClock(timezone: string, at: number): string {
  return basic(zoned(timezone, at).toPlainDateTime())
}

function zoned(timezone: string, at: number): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timezone)
}

/** The offset from an instant on, told by the wall clock that held until then. */
function observance(at: Temporal.ZonedDateTime, before: Temporal.ZonedDateTime): string {
  const start = at.toInstant().toZonedDateTimeISO(before.offset).toPlainDateTime()
  return component(isSummer(at) ? 'DAYLIGHT' : 'STANDARD', [
    property('DTSTART', basic(start)),
    property('TZOFFSETFROM', basicOffset(before)),
    property('TZOFFSETTO', basicOffset(at)),
  ])
}

/** Whether the clock is ahead of what it is at another time of the year. */
function isSummer(at: Temporal.ZonedDateTime): boolean {
  const least = Math.min(...[0, 3, 6, 9].map((months) => at.add({ months }).offsetNanoseconds))
  return at.offsetNanoseconds > least
}

function basic(time: Temporal.PlainDateTime): string {
  return time.toString({ smallestUnit: 'second' }).replaceAll(/[-:]/g, '')
}

/** `-0500`, with seconds where a zone has them. */
function basicOffset({ offset }: Temporal.ZonedDateTime): string {
  return offset.replaceAll(':', '')
}
