import { Temporal } from 'temporal-polyfill'

/** A calendar month, as ISO 8601 writes it: `2026-11`. */
export type Month = string

/** The month that a text names; `null` for anything else. */
export function monthFrom(text: string): Month | null {
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(text) ? text : null
}

/**
 * The month in which an instant lies.
 *
 * @param timezone  IANA name
 * @throws {RangeError} when there is no such time zone
 */
export function monthAt(at: number, timezone: string): Month {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timezone).toPlainDate().toString().slice(0, 7)
}

/** The month so many after another, or before it. */
export function addMonths(month: Month, count: number): Month {
  return Temporal.PlainDate.from(`${month}-01`).add({ months: count }).toString().slice(0, 7)
}

/**
 * From when to when a month lasts in a time zone, `[from, to)`.
 *
 * @throws {RangeError} when there is no such time zone
 */
export function monthSpan(month: Month, timezone: string): { from: number; to: number } {
  const startOf = (one: Month) => Temporal.PlainDate.from(`${one}-01`).toZonedDateTime(timezone).epochMilliseconds
  return { from: startOf(month), to: startOf(addMonths(month, 1)) }
}
