/** Times and durations in words, in one language and one time zone. `now` is the instant that the page is of. */
export interface Format {
  isSameDay(a: number, b: number): boolean
  /** `Sun 6 Dec`, with the year when that is another one. */
  weekday(at: number, now: number): string
  /** `3 Nov` of the calendar day `2026-11-03`. */
  date(calendarDay: string): string
  /** `10–23 Nov` of two calendar days. */
  dates(first: string, last: string): string
  /** `10:00:01 EST`, on another day `3 Nov, 10:00:01 EST`. */
  second(at: number, now: number): string
  /** `10:00:01`, on another day `3 Nov, 10:00:01`: where the zone has been named. */
  secondWithoutZone(at: number, now: number): string
  /** `09:58 EST`, on another day `3 Nov, 09:58 EST`. */
  minute(at: number, now: number): string
  /** `02:00–04:00 EST`; another day or zone at the end is named. */
  range(from: number, to: number): string
  /** The same in parts: the start, what is between, the end. */
  rangeParts(from: number, to: number): readonly [start: string, between: string, end: string]
  /** `42 min`, `2 hr 5 min`: the two largest units, rounded down. */
  duration(ms: number): string
}

const DATE = { day: 'numeric', month: 'short' } as const
const WEEKDAY = { ...DATE, weekday: 'short' } as const
const MINUTE = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
const SECOND = { ...MINUTE, second: '2-digit' } as const
// Each locale knows the abbreviations of its own part of the world, and says GMT-5 elsewhere.
const ZONE_LOCALES = ['en-US', 'en-GB', 'en-AU', 'en-IN']
const UNITS = [
  { unit: 'day', ms: 86_400_000 },
  { unit: 'hour', ms: 3_600_000 },
  { unit: 'minute', ms: 60_000 },
  { unit: 'second', ms: 1_000 },
] as const

const formats = new Map<string, Format>()

/** The format of a language and a zone, kept because formatters are slow to make. */
export function formatOf(locale: string, timeZone: string): Format {
  const key = `${locale} ${timeZone}`
  const format = formats.get(key) ?? createFormat(locale, timeZone)
  formats.set(key, format)
  return format
}

function createFormat(locale: string, timeZone: string): Format {
  const printer = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, { timeZone, ...options })
  const [minute, second] = [printer(MINUTE), printer(SECOND)]
  const calendarDay = printer({ dateStyle: 'short' })
  const utcDate = printer({ ...DATE, timeZone: 'UTC' })
  const zone = zonePrinter(timeZone)
  const date = withYearOfAnother(printer, DATE)
  const weekday = withYearOfAnother(printer, WEEKDAY)
  const isSameDay = (a: number, b: number) => calendarDay.format(a) === calendarDay.format(b)
  const dateUnlessToday = (at: number, now: number) => (isSameDay(at, now) ? '' : `${date(at, now)}, `)
  const rangeParts = (from: number, to: number) => {
    const isSameZone = zone(from) === zone(to)
    const start = minute.format(from) + (isSameZone ? '' : ` ${zone(from)}`)
    const day = isSameDay(from, to) ? '' : `${weekday(to, from)} `
    return [start, isSameZone ? '–' : ' – ', `${day}${minute.format(to)} ${zone(to)}`] as const
  }
  const secondWithoutZone = (at: number, now: number) => dateUnlessToday(at, now) + second.format(at)
  return {
    isSameDay,
    weekday,
    date: (day) => utcDate.format(Date.parse(day)),
    dates: (first, last) => utcDate.formatRange(Date.parse(first), Date.parse(last)),
    second: (at, now) => `${secondWithoutZone(at, now)} ${zone(at)}`,
    secondWithoutZone,
    minute: (at, now) => `${dateUnlessToday(at, now)}${minute.format(at)} ${zone(at)}`,
    range: (from, to) => rangeParts(from, to).join(''),
    rangeParts,
    duration: durationPrinter(new Intl.Locale(locale).language),
  }
}

/** Prints a date, with its year only when that is not the year of `now`. */
function withYearOfAnother(
  printer: (options: Intl.DateTimeFormatOptions) => Intl.DateTimeFormat,
  options: Intl.DateTimeFormatOptions,
): (at: number, now: number) => string {
  const [year, short, long] = [printer({ year: 'numeric' }), printer(options), printer({ ...options, year: 'numeric' })]
  // The comma comes with the year only.
  return (at, now) => (year.format(at) === year.format(now) ? short : long).format(at).replace(',', '')
}

/** Prints the abbreviation of a zone as it is at an instant: `EST` in winter, `EDT` in summer. */
function zonePrinter(timeZone: string): (at: number) => string {
  const printers = ZONE_LOCALES.map((locale) => new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: 'short' }))
  return (at) => {
    const names = printers.map(
      (printer) => printer.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value,
    )
    return names.find((name) => name && !/^GMT[+-]/.test(name)) ?? names[0] ?? timeZone
  }
}

function durationPrinter(locale: string): (ms: number) => string {
  const units = UNITS.map(({ unit, ms }) => ({
    ms,
    printer: new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }),
  }))
  return (duration) => {
    const largest = units.findIndex(({ ms }) => duration >= ms)
    const shown = largest < 0 ? units.slice(-1) : units.slice(largest, largest + 2)
    let left = duration
    const parts = shown.flatMap(({ ms, printer }) => {
      const count = Math.floor(left / ms)
      left -= count * ms
      return count > 0 || largest < 0 ? [printer.format(count)] : []
    })
    return parts.join(' ')
  }
}
