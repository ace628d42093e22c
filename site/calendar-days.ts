/** Days of a calendar in words, in one language. */
export interface CalendarDays {
  /** `3 Nov` of `2026-11-03`. */
  date(day: string): string
  /** `10–23 Nov` of two days. */
  dates(first: string, last: string): string
}

/** The days of a language, as `de-DE`. Making them is slow; keep them. */
export function calendarDaysOf(locale: string): CalendarDays {
  const printer = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' })
  return {
    date: (day) => printer.format(Date.parse(day)),
    dates: (first, last) => printer.formatRange(Date.parse(first), Date.parse(last)),
  }
}
