/** How the text of one instant is made; pages name it where they show a time, so that their script can make it anew. */
export type InstantForm = 'minute' | 'second' | 'clock' | 'weekday' | 'moment'

/** Instants in words, in one language and one time zone. `now` is the instant that the words are read at. */
export interface Instants extends Record<InstantForm, (at: number, now: number) => string> {
  isSameDay(a: number, b: number): boolean
  /** `09:58 EST`, on another day `3 Nov, 09:58 EST`. */
  minute(at: number, now: number): string
  /** `10:00:01 EST`, on another day `3 Nov, 10:00:01 EST`. */
  second(at: number, now: number): string
  /** `10:00:01`, on another day `3 Nov, 10:00:01`: where the zone has been named. */
  clock(at: number, now: number): string
  /** `Sun 6 Dec`, with the year when that is another one. */
  weekday(at: number, now: number): string
  /** `Sun 6 Dec, 02:00 EST` */
  moment(at: number, now: number): string
  /** `02:00–04:00 EST`; another day or zone at the end is named. */
  range(from: number, to: number, now: number): string
  /** The same in parts: the start, what is between, the end. */
  rangeParts(from: number, to: number, now: number): readonly [start: string, between: string, end: string]
}

const DATE = { day: 'numeric', month: 'short' } as const
const WEEKDAY = { ...DATE, weekday: 'short' } as const
const MINUTE = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
const SECOND = { ...MINUTE, second: '2-digit' } as const
// Each locale knows the abbreviations of its own part of the world, and says GMT-5 elsewhere.
const ZONE_LOCALES = ['en-US', 'en-GB', 'en-AU', 'en-IN']

type Printer = (options: Intl.DateTimeFormatOptions) => Intl.DateTimeFormat

/** The instants of a language, as `de-DE`, in a zone, as `Europe/Berlin`. Making them is slow; keep them. */
export function instantsOf(locale: string, timeZone: string): Instants {
  const printer: Printer = (options) => new Intl.DateTimeFormat(locale, { timeZone, ...options })
  const [minuteOf, secondOf] = [printer(MINUTE), printer(SECOND)]
  const calendarDay = printer({ dateStyle: 'short' })
  const zone = zonePrinter(locale, timeZone)
  const date = withYearOfAnother(locale, printer, DATE)
  const weekday = withYearOfAnother(locale, printer, WEEKDAY)
  const isSameDay = (a: number, b: number) => calendarDay.format(a) === calendarDay.format(b)
  const dateUnlessToday = (at: number, now: number) => (isSameDay(at, now) ? '' : `${date(at, now)}, `)
  const rangeParts: Instants['rangeParts'] = (from, to, now) => {
    const isSameZone = zone(from) === zone(to)
    const start = minuteOf.format(from) + (isSameZone ? '' : ` ${zone(from)}`)
    const day = isSameDay(from, to) ? '' : `${weekday(to, now)}, `
    // A dash stands close only between two single words.
    return [start, isSameZone && !day ? '–' : ' – ', `${day}${minuteOf.format(to)} ${zone(to)}`]
  }
  const clock: Instants['clock'] = (at, now) => dateUnlessToday(at, now) + secondOf.format(at)
  return {
    isSameDay,
    weekday,
    clock,
    rangeParts,
    second: (at, now) => `${clock(at, now)} ${zone(at)}`,
    minute: (at, now) => `${dateUnlessToday(at, now)}${minuteOf.format(at)} ${zone(at)}`,
    moment: (at, now) => `${weekday(at, now)}, ${minuteOf.format(at)} ${zone(at)}`,
    range: (from, to, now) => rangeParts(from, to, now).join(''),
  }
}

/** Prints a date, with its year only when that is not the year of `now`. */
function withYearOfAnother(locale: string, printer: Printer, options: Intl.DateTimeFormatOptions): Instants['weekday'] {
  const [year, short, long] = [printer({ year: 'numeric' }), printer(options), printer({ ...options, year: 'numeric' })]
  return (at, now) => {
    const text = (year.format(at) === year.format(now) ? short : long).format(at)
    // English sets a comma after the weekday where there is a year, and else none.
    return locale.startsWith('en') ? text.replace(',', '') : text
  }
}

/** Prints the abbreviation of a zone as it is at an instant: `EST` in winter, `EDT` in summer. */
function zonePrinter(locale: string, timeZone: string): (at: number) => string {
  const printers = [locale, ...ZONE_LOCALES].map(
    (each) => new Intl.DateTimeFormat(each, { timeZone, timeZoneName: 'short' }),
  )
  return (at) => {
    const names = printers.map(
      (printer) => printer.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value,
    )
    return names.find((name) => name && !/^GMT[+-]/.test(name)) ?? names[0] ?? timeZone
  }
}
