import { Temporal } from 'temporal-polyfill'

/** A rule by its parts, as RFC 5545 has them; what is absent limits nothing. */
export interface BookRule {
  freq: 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY'
  interval: number
  byMonth?: readonly number[]
  byMonthDay?: readonly number[]
  /** `[0, 'MO']` is every Monday, `[-1, 'SU']` the last Sunday. */
  byDay?: readonly (readonly [number, string])[]
  byHour?: readonly number[]
  byMinute?: readonly number[]
  bySetPos?: readonly number[]
  count?: number
  /** Wall-clock time, inclusive. */
  until?: string
}

const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']
type PlainDate = Temporal.PlainDate

/** The rule as text. */
export function ruleText({
  freq,
  interval,
  byMonth,
  byMonthDay,
  byDay,
  byHour,
  byMinute,
  bySetPos,
  count,
  until,
}: BookRule): string {
  const parts = {
    ...{ FREQ: freq, INTERVAL: interval, BYMONTH: byMonth, BYMONTHDAY: byMonthDay },
    BYDAY: byDay?.map(([nth, day]) => `${nth === 0 ? '' : nth}${day}`),
    ...{ BYHOUR: byHour, BYMINUTE: byMinute, BYSETPOS: bySetPos, COUNT: count, UNTIL: until?.replaceAll(/[-:]/g, '') },
  }
  return Object.entries(parts)
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${String(value)}`]))
    .join(';')
}

/**
 * The wall-clock starts of a rule before a day, found by looking at every day: slow, and as the RFC says it.
 *
 * @param startsAt  wall-clock time that the rule counts from
 * @param before    `YYYY-MM-DD`
 */
export function startsByTheBook(rule: BookRule, startsAt: string, before: string): string[] {
  const first = Temporal.PlainDateTime.from(startsAt)
  const end = Temporal.PlainDate.from(before)
  const found: string[] = []
  for (
    let period = startOf(rule, first.toPlainDate());
    Temporal.PlainDate.compare(period, end) < 0;
    period = next(rule, period)
  ) {
    for (const start of startsWithin(rule, first, period)) {
      if (start < first.toString()) continue
      if (rule.until !== undefined && start > rule.until) return found
      if (start >= before) return found
      found.push(start)
      if (found.length === rule.count) return found
    }
  }
  return found
}

/** The starts in one period, by BYSETPOS where it says which. */
function startsWithin(rule: BookRule, first: Temporal.PlainDateTime, period: PlainDate): string[] {
  const all = daysOf(rule, period)
    .filter((day) => isMatch(rule, first.toPlainDate(), day))
    .flatMap((day) =>
      timesOf(rule, first).map((time) => day.toPlainDateTime(time).toString({ smallestUnit: 'second' })),
    )
    .sort()
  if (!rule.bySetPos) return all
  const chosen = rule.bySetPos.flatMap((position) => all.at(position > 0 ? position - 1 : position) ?? [])
  return [...new Set(chosen)].sort()
}

function timesOf({ byHour, byMinute }: BookRule, first: Temporal.PlainDateTime): Temporal.PlainTime[] {
  const hours = byHour ?? [first.hour]
  const minutes = byMinute ?? [first.minute]
  return hours.flatMap((hour) => minutes.map((minute) => new Temporal.PlainTime(hour, minute, first.second)))
}

function startOf({ freq }: BookRule, day: PlainDate): PlainDate {
  if (freq === 'WEEKLY') return day.subtract({ days: day.dayOfWeek - 1 })
  if (freq === 'MONTHLY') return day.with({ day: 1 })
  return freq === 'YEARLY' ? day.with({ month: 1, day: 1 }) : day
}

function next({ freq, interval }: BookRule, period: PlainDate): PlainDate {
  const unit = { DAILY: 'days', WEEKLY: 'weeks', MONTHLY: 'months', YEARLY: 'years' } as const
  return period.add({ [unit[freq]]: interval })
}

function daysOf({ freq }: BookRule, period: PlainDate): PlainDate[] {
  const length = { DAILY: 1, WEEKLY: 7, MONTHLY: period.daysInMonth, YEARLY: period.daysInYear }[freq]
  return Array.from({ length }, (_, n) => period.add({ days: n }))
}

/** Whether a day is one of the rule's; where the rule says nothing of days, those like the first. */
function isMatch({ freq, byMonth, byMonthDay, byDay }: BookRule, first: PlainDate, day: PlainDate): boolean {
  if (byMonth && !byMonth.includes(day.month)) return false
  if (byMonthDay && !byMonthDay.some((n) => n === day.day || n === day.day - day.daysInMonth - 1)) return false
  if (byDay && !byDay.some(([nth, name]) => isNth(day, nth, name, freq === 'YEARLY' && !byMonth))) return false
  if (byMonthDay || byDay || freq === 'DAILY') return true
  if (freq === 'WEEKLY') return day.dayOfWeek === first.dayOfWeek
  return day.day === first.day && (freq === 'MONTHLY' || byMonth !== undefined || day.month === first.month)
}

function isNth(day: PlainDate, nth: number, name: string, ofYear: boolean): boolean {
  if (DAYS[day.dayOfWeek - 1] !== name) return false
  const [position, length] = ofYear ? [day.dayOfYear, day.daysInYear] : [day.day, day.daysInMonth]
  const fromStart = Math.ceil(position / 7)
  const fromEnd = -Math.ceil((length - position + 1) / 7)
  return nth === 0 || nth === fromStart || nth === fromEnd
}
