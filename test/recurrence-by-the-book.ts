import { type BookDay, CALENDAR, type Weekday } from './book-calendar.ts'

/** A rule by its parts, as RFC 5545 has them; what is absent limits nothing. */
export interface BookRule {
  freq: 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY'
  interval: number
  wkst?: Weekday
  byMonth?: readonly number[]
  byWeekNo?: readonly number[]
  byYearDay?: readonly number[]
  byMonthDay?: readonly number[]
  /** `[0, 'MO']` is every Monday, `[-1, 'SU']` the last Sunday. */
  byDay?: readonly (readonly [number, Weekday])[]
  byHour?: readonly number[]
  byMinute?: readonly number[]
  bySetPos?: readonly number[]
  count?: number
  /** As in a rule: a date, a wall-clock time, or with `Z` an instant. */
  until?: string
}

/** The rule as text. */
export function ruleText({ freq, interval, wkst, byDay, bySetPos, count, until, ...rule }: BookRule): string {
  const parts = {
    ...{ FREQ: freq, INTERVAL: interval, WKST: wkst, BYMONTH: rule.byMonth, BYWEEKNO: rule.byWeekNo },
    ...{ BYYEARDAY: rule.byYearDay, BYMONTHDAY: rule.byMonthDay },
    BYDAY: byDay?.map(([nth, day]) => `${nth === 0 ? '' : nth}${day}`),
    ...{ BYHOUR: rule.byHour, BYMINUTE: rule.byMinute, BYSETPOS: bySetPos, COUNT: count, UNTIL: until },
  }
  return Object.entries(parts)
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${String(value)}`]))
    .join(';')
}

/**
 * The wall-clock starts of a rule before a day, whatever UNTIL says, found by looking at every day of the calendar: slow,
 * and as the RFC says it.
 *
 * @param startsAt  wall-clock time that the rule counts from
 * @param before    `YYYY-MM-DD`
 */
export function startsByTheBook(rule: BookRule, startsAt: string, before: string): string[] {
  const periods = [...Map.groupBy(CALENDAR, (day) => periodOf(rule, day)).values()]
  const first = CALENDAR.find(({ date }) => date === startsAt.slice(0, 10))
  if (!first) throw new RangeError(`The calendar has no ${startsAt}`)
  const begin = periods.findIndex((days) => days.includes(first))
  const all = periods
    .filter((_, n) => n >= begin && (n - begin) % rule.interval === 0)
    .flatMap((days) => startsWithin(rule, { first, time: startsAt.slice(11) }, days))
  return all
    .filter((start) => start >= startsAt)
    .slice(0, rule.count)
    .filter((start) => start < before)
}

/** Whether UNTIL lets a start take place, which a wall clock shows and which is at an instant. */
export function isInTime(until: string, wall: string, at: number): boolean {
  const basic = (iso: string) => iso.replaceAll(/[-:]/g, '')
  if (!until.endsWith('Z')) return basic(wall).slice(0, until.length) <= until
  return basic(new Date(at).toISOString().slice(0, 19)) <= until.slice(0, -1)
}

/** The name of the stretch of days that makes one set; numbered weeks belong to years of weeks. */
function periodOf({ freq, wkst = 'MO', byWeekNo }: BookRule, { date, year, week }: BookDay): string {
  if (freq === 'DAILY') return date
  if (freq === 'WEEKLY') return week[wkst].begins
  if (freq === 'MONTHLY') return date.slice(0, 7)
  return String(byWeekNo ? week[wkst].year : year)
}

interface First {
  first: BookDay
  /** `HH:MM:SS` */
  time: string
}

/** The starts in one period, by BYSETPOS where it says which. */
function startsWithin(rule: BookRule, { first, time }: First, period: readonly BookDay[]): string[] {
  const times = timesOf(rule, time)
  const all = period
    .filter((day) => isMatch(rule, first, day))
    .flatMap(({ date }) => times.map((one) => `${date}T${one}`))
    .sort()
  if (!rule.bySetPos) return all
  const chosen = rule.bySetPos.flatMap((position) => all.at(position > 0 ? position - 1 : position) ?? [])
  return [...new Set(chosen)].sort()
}

function timesOf({ byHour, byMinute }: BookRule, time: string): string[] {
  const [hour = 0, minute = 0] = time.split(':').map(Number)
  const two = (n: number) => String(n).padStart(2, '0')
  return (byHour ?? [hour]).flatMap((h) => (byMinute ?? [minute]).map((m) => `${two(h)}:${two(m)}${time.slice(5)}`))
}

/** Whether a day is one of the rule's. */
function isMatch(rule: BookRule, first: BookDay, day: BookDay): boolean {
  const { wkst = 'MO', byMonth, byWeekNo, byYearDay, byMonthDay, byDay } = rule
  if (byMonth && !byMonth.includes(day.month)) return false
  if (byWeekNo && !byWeekNo.some((n) => day.week[wkst].ofYear.includes(n))) return false
  if (byYearDay && !byYearDay.some((n) => day.ofYear.includes(n))) return false
  if (byMonthDay && !byMonthDay.some((n) => day.ofMonth.includes(n))) return false
  if (byDay && !byDay.some((one) => isNth(rule, one, day))) return false
  return byYearDay || byMonthDay || byDay ? true : isLike(rule, first, day)
}

function isNth({ freq, byMonth }: BookRule, [nth, weekday]: readonly [number, Weekday], day: BookDay): boolean {
  if (day.weekday !== weekday) return false
  const isOfYear = freq === 'YEARLY' && !byMonth
  return nth === 0 || (isOfYear ? day.weekdayOfYear : day.weekdayOfMonth).includes(nth)
}

/** Where a rule says nothing of days, those like the first are meant. */
function isLike({ freq, byMonth, byWeekNo }: BookRule, first: BookDay, day: BookDay): boolean {
  if (freq === 'DAILY') return true
  if (freq === 'WEEKLY' || byWeekNo) return day.weekday === first.weekday
  if (day.ofMonth[0] !== first.ofMonth[0]) return false
  return freq === 'MONTHLY' || byMonth !== undefined || day.month === first.month
}
