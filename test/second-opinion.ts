import { RRuleTemporal } from 'rrule-temporal'
import { Temporal } from 'temporal-polyfill'
import { type BookRule, ruleText } from './recurrence-by-the-book.ts'

/** Whether another library is right about a rule, and soon done: it is not of all that are rare or combined. */
export function isKnownElsewhere({ freq, byWeekNo, byYearDay, byMonthDay, ...rule }: BookRule): boolean {
  const { byDay = [], byMonth, bySetPos, count = 0, until = 'Z' } = rule
  if (byWeekNo || byYearDay || count > 40 || !until.endsWith('Z')) return false
  if (freq === 'YEARLY') return !byMonthDay && byDay.every(([nth]) => nth === 0)
  return freq !== 'DAILY' || !(byMonth || byMonthDay || bySetPos)
}

/** The starts in `[from, to)` of a rule in UTC, as that library has them. */
export function startsElsewhere(rule: BookRule, startsAt: string, from: number, to: number): number[] {
  const options = {
    dtstart: Temporal.PlainDateTime.from(startsAt).toZonedDateTime('UTC'),
    tzid: 'UTC',
    temporal: Temporal,
  }
  const known = new RRuleTemporal({ rruleString: `RRULE:${ruleText(rule)}`, ...options })
  const starts = known.between(new Date(from), new Date(to - 1), true).map((time) => time.epochMilliseconds)
  return [...new Set(starts)]
}
