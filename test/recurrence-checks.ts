import { occurrences } from '#domain/recurrence.ts'
import { isInTime, ruleText, startsByTheBook } from './recurrence-by-the-book.ts'
import type { CheckedRule } from './recurrence-rules.ts'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

/** From when to when rules are checked, both ends of which lie in no gap. */
export const WINDOW = {
  from: Date.parse('2026-01-01T12:00Z'),
  to: Date.parse('2028-01-01T12:00Z'),
  before: '2028-01-03',
}
/** Instants before the window from which is asked too. */
const EARLIER = ['2024-02-28T23:00Z', '2019-12-29T00:00Z'].map((instant) => Date.parse(instant))
const FEW = 5

/** What the book says of a rule by any clock: the same for all zones. */
export function wallsOf({ rule, startsAt }: CheckedRule): string[] {
  return startsByTheBook(rule, startsAt, WINDOW.before)
}

/** What is wrong with the occurrences of a rule in a zone, by the book and by the zone's own clock; `[]` when nothing is. */
export function faultsOf(checked: CheckedRule, timezone: string, walls = wallsOf(checked)): string[] {
  const { rule, startsAt, durationMinutes } = checked
  const recurrence = { rrule: ruleText(rule), startsAt, timezone, durationMinutes }
  const { from, to } = WINDOW
  const startsIn = (begin: number, end: number, most?: number) =>
    occurrences(recurrence, begin, end, most).map((span) => span.from)
  const spans = occurrences(recurrence, from, to)
  const starts = spans.map((span) => span.from)
  const middle = (from + to) / 2
  const facts: Record<string, boolean> = {
    'the starts are those of the book': same(starts, instantsOf(rule, walls, timezone)),
    'the starts increase': spans.every((span, n) => n === 0 || span.from > (spans[n - 1]?.from ?? 0)),
    'an end is the duration later': spans.every((span) => span.to - span.from === durationMinutes * MINUTE_MS),
    'the halves of the window are the whole': same(starts, [...startsIn(from, middle), ...startsIn(middle, to)]),
    'the first few are the first of all': same(starts.slice(0, FEW), startsIn(from, to, FEW)),
    'asking from an earlier instant changes nothing': EARLIER.every((earlier) =>
      same(
        starts,
        startsIn(earlier, to).filter((start) => start >= from),
      ),
    ),
  }
  return Object.keys(facts).filter((fact) => !facts[fact])
}

/** When the clocks of a zone show what the book says, within the window and UNTIL. */
function instantsOf({ until }: CheckedRule['rule'], walls: readonly string[], timezone: string): number[] {
  const clock = wallClockOf(timezone)
  const since = new Date(WINDOW.from - 2 * DAY_MS).toISOString()
  const starts = walls
    .filter((wall) => wall > since)
    .map((wall) => [wall, firstInstant(wall, clock)] as const)
    .filter(([wall, at]) => until === undefined || isInTime(until, wall, at))
    .map(([, at]) => at)
  return [...new Set(starts)].filter((at) => at >= WINDOW.from && at < WINDOW.to).sort((a, b) => a - b)
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
