import { MONTHS, monthOfYear, type Periods, weekdayOf, YEARS } from './periods.ts'
import { type Numbers, type Rule, type RuleParts, toRule } from './rule.ts'

interface Window {
  from: number
  to: number
}

type Choice = (size: number) => readonly number[]

const DAY_MS = 86_400_000

/**
 * The starts of a rule in `[from, to)` by a clock that is never changed, in order, each once, and whatever UNTIL says.
 * All times are ms since the epoch of a clock that shows UTC.
 *
 * The work is at most one look at each day: of the window, or with COUNT of all the time since `startsAt`.
 *
 * @param parts     of a rule without fault
 * @param startsAt  what the rule counts from, a whole second
 * @see RFC 5545, 3.3.10
 */
export function* wallStarts(parts: RuleParts, startsAt: number, { from, to }: Window): Generator<number, void> {
  const rule = toRule(parts, startsAt)
  const { periods, interval } = rule
  const placesOf = choosing(rule.positions)
  let left = rule.count
  for (let period = firstPeriod(rule, startsAt, from); periods.beginOf(period) * DAY_MS < to; period += interval)
    for (const start of startsOn(daysIn(rule, period), rule.timesMs, placesOf)) {
      if (start < startsAt) continue
      if (left === 0 || start >= to) return
      left--
      if (start >= from) yield start
    }
}

/** The period from which on starts matter: that of `from` or one before, but where they are counted the very first. */
function firstPeriod({ periods, interval, count }: Rule, startsAt: number, from: number): number {
  const first = periods.periodOf(Math.floor(startsAt / DAY_MS))
  if (count < Number.POSITIVE_INFINITY || from <= startsAt) return first
  const ahead = periods.periodOf(Math.floor(from / DAY_MS)) - first
  return first + Math.floor(ahead / interval) * interval
}

/** The starts on the days of a period, in order: of all times of all days those at the chosen places. */
function startsOn(days: readonly number[], timesMs: readonly number[], placesOf: Choice): number[] {
  const times = timesMs.length
  const startAt = (place: number) => (days[Math.floor(place / times)] ?? 0) * DAY_MS + (timesMs[place % times] ?? 0)
  return placesOf(days.length * times).map(startAt)
}

/** Which places of a set of some size BYSETPOS chooses, from 0, in order; without positions all. */
function choosing(positions: Numbers | undefined): Choice {
  // Periods have few sizes between them, and sets can be large.
  const known = new Map<number, readonly number[]>()
  const isChosen = (place: number, size: number) =>
    !positions || positions.has(place + 1) || positions.has(place - size)
  return (size) => {
    const places = known.get(size) ?? Array.from({ length: size }, (_, n) => n).filter((n) => isChosen(n, size))
    known.set(size, places)
    return places
  }
}

function daysIn(rule: Rule, period: number): number[] {
  const end = rule.periods.beginOf(period + 1)
  const days: number[] = []
  for (let day = rule.periods.beginOf(period); day < end; day++) if (isDayOf(rule, day)) days.push(day)
  return days
}

/** Whether a day is among those that each part of the rule names. */
function isDayOf(rule: Rule, day: number): boolean {
  const { months, weeks, monthDays, yearDays, weekdays } = rule
  if (months && !months.has(monthOfYear(day))) return false
  if (monthDays && !isNumbered(day, monthDays, MONTHS)) return false
  if (yearDays && !isNumbered(day, yearDays, YEARS)) return false
  if (weeks && !isNumbered(day, weeks, rule.periods, 7)) return false
  return !weekdays || isNthWeekday(day, weekdays[weekdayOf(day)], rule.weekdaysOf)
}

/** Of days of one weekday every seventh is one: they are counted as weeks are. */
function isNthWeekday(day: number, numbers: Numbers | undefined, periods: Periods): boolean {
  return numbers !== undefined && (numbers.has(0) || isNumbered(day, numbers, periods, 7))
}

/** Whether numbers name a day in the period in which it lies; with `step` 7 they count weeks, from its ends on. */
function isNumbered(day: number, numbers: Numbers, periods: Periods, step = 1): boolean {
  const period = periods.periodOf(day)
  const before = Math.floor((day - periods.beginOf(period)) / step)
  const after = Math.floor((periods.beginOf(period + 1) - 1 - day) / step)
  return numbers.has(before + 1) || numbers.has(-after - 1)
}
