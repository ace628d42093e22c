import { DAYS, dayOfMonth, MONTHS, monthOfYear, type Periods, weekdayOf, weeks, weekYears, YEARS } from './periods.ts'

/** The parts of a rule by name, in capitals. */
export type RuleParts = ReadonlyMap<string, string>

/** A rule with all that it takes from its start; what is `undefined` limits nothing. */
export interface Rule {
  /** FREQ: every `interval`th of these has one set of starts. */
  periods: Periods
  interval: number
  /** How many starts there are, from the first on. */
  count: number
  /** Months, weeks and days by number: 1 is the first, and but for months -1 the last. */
  months: Numbers | undefined
  weeks: Numbers | undefined
  yearDays: Numbers | undefined
  monthDays: Numbers | undefined
  /** For each weekday, from Monday, which ones: 0 is all of them. */
  weekdays: readonly Numbers[] | undefined
  /** In what numbered weekdays are counted. */
  weekdaysOf: Periods
  /** Which starts of a set BYSETPOS chooses, by number. */
  positions: Numbers | undefined
  /** Times of a day in ms, in order, each once. */
  timesMs: readonly number[]
}

export type Numbers = ReadonlySet<number>

type Given = Readonly<Record<string, string>>

const DAY_MS = 86_400_000
const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']
const NAMING_DAYS = ['BYDAY', 'BYMONTHDAY', 'BYYEARDAY']

/**
 * What the parts of a rule without fault mean, but for UNTIL.
 *
 * @param startsAt  what the rule counts from, a whole second: ms since the epoch of a clock that shows UTC
 * @see RFC 5545, 3.3.10
 */
export function toRule(parts: RuleParts, startsAt: number): Rule {
  const given = { ...daysLike(Math.floor(startsAt / DAY_MS), parts), ...Object.fromEntries(parts) }
  const isOfMonth = given['FREQ'] === 'MONTHLY' || 'BYMONTH' in given
  return {
    periods: periodsOf(given),
    interval: Number(given['INTERVAL'] ?? 1),
    count: Number(given['COUNT'] ?? Number.POSITIVE_INFINITY),
    months: numbersOf(given['BYMONTH']),
    weeks: numbersOf(given['BYWEEKNO']),
    yearDays: numbersOf(given['BYYEARDAY']),
    monthDays: numbersOf(given['BYMONTHDAY']),
    weekdays: weekdaysOf(given['BYDAY']),
    weekdaysOf: isOfMonth ? MONTHS : YEARS,
    positions: numbersOf(given['BYSETPOS']),
    timesMs: timesOf(given, startsAt),
  }
}

/** The days of a rule that names none: those like the day on which it starts. */
function daysLike(first: number, parts: RuleParts): Given {
  const freq = parts.get('FREQ')
  if (freq === 'DAILY' || NAMING_DAYS.some((name) => parts.has(name))) return {}
  if (freq === 'WEEKLY' || parts.has('BYWEEKNO')) return { BYDAY: WEEKDAYS[weekdayOf(first)] ?? '' }
  const ofMonth = { BYMONTHDAY: String(dayOfMonth(first)) }
  return freq === 'MONTHLY' ? ofMonth : { BYMONTH: String(monthOfYear(first)), ...ofMonth }
}

/** Numbered weeks belong to years of weeks, which begin and end beside those of the calendar. */
function periodsOf({ FREQ, WKST = 'MO', BYWEEKNO }: Given): Periods {
  if (FREQ === 'DAILY') return DAYS
  if (FREQ === 'WEEKLY') return weeks(WEEKDAYS.indexOf(WKST))
  if (FREQ === 'MONTHLY') return MONTHS
  return BYWEEKNO === undefined ? YEARS : weekYears(WEEKDAYS.indexOf(WKST))
}

/** What is not given is that of the start. */
function timesOf({ BYHOUR, BYMINUTE, BYSECOND }: Given, startsAt: number): number[] {
  const first = new Date(startsAt)
  const hours = inOrder(numbersOf(BYHOUR) ?? [first.getUTCHours()])
  const minutes = inOrder(numbersOf(BYMINUTE) ?? [first.getUTCMinutes()])
  const seconds = inOrder(numbersOf(BYSECOND) ?? [first.getUTCSeconds()])
  const ofHour = minutes.flatMap((minute) => seconds.map((second) => minute * 60 + second))
  return hours.flatMap((hour) => ofHour.map((second) => (hour * 3600 + second) * 1000))
}

function weekdaysOf(list: string | undefined): Numbers[] | undefined {
  const days = list?.split(',')
  const numbersBefore = (name: string) =>
    days?.filter((day) => day.endsWith(name)).map((day) => Number(day.slice(0, -name.length)))
  return days && WEEKDAYS.map((name) => new Set(numbersBefore(name)))
}

function numbersOf(list: string | undefined): Numbers | undefined {
  return list === undefined ? undefined : new Set(list.split(',').map(Number))
}

function inOrder(numbers: Iterable<number>): number[] {
  return [...numbers].sort((a, b) => a - b)
}
