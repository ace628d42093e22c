import fc from 'fast-check'
import { occurrences } from '#domain/recurrence.ts'
import { type BookRule, ruleText, startsByTheBook } from './recurrence-by-the-book.ts'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

/** A rule with its start, as it is checked in some zone. */
export interface CheckedRule {
  rule: BookRule
  startsAt: string
  durationMinutes: number
}

const some = <T>(arbitrary: fc.Arbitrary<T>, most: number) =>
  fc.uniqueArray(arbitrary, { minLength: 1, maxLength: most })
const nth = fc.integer({ min: -4, max: 4 })
const weekday = fc.constantFrom('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU')
const monthDay = fc.oneof(fc.integer({ min: 1, max: 31 }), fc.integer({ min: -31, max: -1 }))

/** Rules of every frequency, near the changes of the clock of two years. */
export const checkedRule: fc.Arbitrary<CheckedRule> = fc
  .record({
    freq: fc.constantFrom('DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'),
    interval: fc.constantFrom(1, 1, 1, 2, 3, 5),
    byMonth: fc.option(some(fc.integer({ min: 1, max: 12 }), 4), { nil: undefined }),
    byMonthDay: fc.option(some(monthDay, 3), { nil: undefined }),
    byDay: fc.option(fc.uniqueArray(fc.tuple(nth, weekday), { minLength: 1, maxLength: 3, selector: String }), {
      nil: undefined,
    }),
    byHour: fc.option(some(fc.integer({ min: 0, max: 23 }), 2), { nil: undefined }),
    byMinute: fc.option(some(fc.constantFrom(0, 15, 30, 45), 2), { nil: undefined }),
    bySetPos: fc.option(some(fc.constantFrom(1, 2, -1, -2), 2), { nil: undefined }),
    count: fc.option(fc.integer({ min: 1, max: 40 }), { nil: undefined }),
    until: fc.option(fc.constantFrom('2026-06-30T12:00:00', '2027-03-14T02:30:00'), { nil: undefined }),
    month: fc.integer({ min: 1, max: 12 }),
    day: fc.integer({ min: 1, max: 28 }),
    hour: fc.constantFrom(0, 1, 2, 2, 3, 23),
    minute: fc.constantFrom(0, 30, 59),
    durationMinutes: fc.integer({ min: 1, max: 600 }),
  })
  .map(({ month, day, hour, minute, durationMinutes, ...parts }) => {
    const pad = (n: number) => String(n).padStart(2, '0')
    const startsAt = `2026-${pad(month)}-${pad(day)}T${pad(hour)}:${pad(minute)}:00`
    return { rule: acceptable(parts), startsAt, durationMinutes }
  })

type Parts = { [Key in keyof BookRule]-?: BookRule[Key] | undefined } & Pick<BookRule, 'freq' | 'interval'>

/** What may not stand together is left out. */
function acceptable({
  freq,
  interval,
  byDay,
  byMonthDay,
  bySetPos,
  count,
  until,
  byMonth,
  byHour,
  byMinute,
}: Parts): BookRule {
  // Of which stretch a numbered day is counted where days of a month limit it, the RFC leaves open.
  const isNumbered = (freq === 'MONTHLY' || freq === 'YEARLY') && byMonthDay === undefined
  const days = byDay && [
    ...new Map(byDay.map(([n, day]) => [isNumbered ? `${n}${day}` : day, [isNumbered ? n : 0, day] as const])).values(),
  ]
  const rule = {
    ...{ freq, interval, byMonth, byHour, byMinute, count, byDay: days },
    byMonthDay: freq === 'WEEKLY' ? undefined : byMonthDay,
    until: count === undefined ? until : undefined,
  }
  const hasOther = [rule.byMonth, rule.byMonthDay, rule.byDay, rule.byHour, rule.byMinute].some(
    (part) => part !== undefined,
  )
  const given = Object.entries({ ...rule, bySetPos: hasOther ? bySetPos : undefined }).filter(
    ([, part]) => part !== undefined,
  )
  return Object.fromEntries(given) as unknown as BookRule
}

/** From when to when rules are checked, both ends of which lie in no gap. */
export const WINDOW = {
  from: Date.parse('2026-01-01T12:00Z'),
  to: Date.parse('2028-01-01T12:00Z'),
  before: '2028-01-03',
}

/** What is wrong with the occurrences of a rule in a zone, by the book and by the zone's own clock; `[]` when nothing is. */
export function faultsOf({ rule, startsAt, durationMinutes }: CheckedRule, timezone: string): string[] {
  const recurrence = { rrule: ruleText(rule), startsAt, timezone, durationMinutes }
  const { from, to, before } = WINDOW
  const spans = occurrences(recurrence, from, to)
  const clock = wallClockOf(timezone)
  const middle = (from + to) / 2
  const halves = [...occurrences(recurrence, from, middle), ...occurrences(recurrence, middle, to)]
  const expected = startsByTheBook(rule, startsAt, before).map((wall) => firstInstant(wall, clock))
  const within = [...new Set(expected)].filter((start) => start >= from && start < to).sort((a, b) => a - b)
  return [
    ...(same(
      spans.map((span) => span.from),
      within,
    )
      ? []
      : ['the starts are not those of the book']),
    ...(spans.every((span, n) => n === 0 || span.from > (spans[n - 1]?.from ?? 0))
      ? []
      : ['the starts do not increase']),
    ...(spans.every((span) => span.to - span.from === durationMinutes * MINUTE_MS)
      ? []
      : ['an end is not the duration later']),
    ...(same(
      spans.map((span) => span.from),
      halves.map((span) => span.from),
    )
      ? []
      : ['the halves of the window differ from the whole']),
  ]
}

function same(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((one, n) => one === b[n])
}

type WallClock = (at: number) => number

/** What the clocks of a zone show at an instant, as ms since the epoch of a clock that shows UTC. */
function wallClockOf(timezone: string): WallClock {
  const format = new Intl.DateTimeFormat('en-US', {
    ...{ timeZone: timezone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric' },
    ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
  })
  return (at) => {
    const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]))
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts
    return Date.UTC(year, month - 1, day, hour, minute, second)
  }
}

/**
 * The first instant at which the clocks show a time; where they skip it, what they would have shown had they not yet
 * been set forward.
 */
function firstInstant(wall: string, clock: WallClock): number {
  const shown = Date.parse(`${wall}Z`)
  const offsets = [shown - DAY_MS, shown + DAY_MS].map((at) => clock(at) - at)
  const candidates = offsets.map((offset) => shown - offset).filter((at) => clock(at) === shown)
  return candidates.length > 0 ? Math.min(...candidates) : shown - (offsets[0] ?? 0)
}
