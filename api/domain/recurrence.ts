import { Temporal } from 'temporal-polyfill'
import { wallStarts } from './wall-starts.ts'

/** When planned work takes place: once, or by a rule. */
export interface Recurrence {
  /** A bare RFC 5545 rule, see `ruleFault`; `null` for work that takes place once. */
  rrule: string | null
  /** Wall-clock time in `timezone`, `YYYY-MM-DDTHH:MM:SS`: the one start, or what the rule counts from. */
  startsAt: string
  /** IANA name */
  timezone: string
  /** Elapsed time. */
  durationMinutes: number
}

/** One of the times of a recurrence, `[from, to)`. */
export interface Span {
  from: number
  to: number
}

const MINUTE_MS = 60_000
const DAY_MS = 1440 * MINUTE_MS
// A wall clock is at most 16 hours off UTC, and a gap skips at most a day.
const MARGIN_MS = 2 * DAY_MS

/** What takes place more often is no window, and a year of it would be a great many. */
const MOST_A_DAY = 24

const COARSE = 'FREQ=DAILY, WEEKLY, MONTHLY or YEARLY'

/** What each part of a rule may say. Sub-daily frequencies are left out, and counts too large to be meant. */
const PARTS: ReadonlyMap<string, RegExp> = new Map([
  ['FREQ', /^(DAILY|WEEKLY|MONTHLY|YEARLY)$/],
  ['INTERVAL', /^[1-9]\d{0,3}$/],
  ['COUNT', /^[1-9]\d{0,3}$/],
  ['UNTIL', /^\d{8}(T\d{6}Z?)?$/],
  ['WKST', /^(MO|TU|WE|TH|FR|SA|SU)$/],
  ['BYDAY', listOf('([+-]?([1-9]|[1-4]\\d|5[0-3]))?(MO|TU|WE|TH|FR|SA|SU)')],
  ['BYMONTH', listOf('(0?[1-9]|1[0-2])')],
  ['BYMONTHDAY', listOf('[+-]?(0?[1-9]|[12]\\d|3[01])')],
  ['BYYEARDAY', listOf('[+-]?([1-9]\\d?|[12]\\d\\d|3[0-5]\\d|36[0-6])')],
  ['BYWEEKNO', listOf('[+-]?(0?[1-9]|[1-4]\\d|5[0-3])')],
  ['BYSETPOS', listOf('[+-]?([1-9]\\d?|[12]\\d\\d|3[0-5]\\d|36[0-6])')],
  ['BYHOUR', listOf('([01]?\\d|2[0-3])')],
  ['BYMINUTE', listOf('[0-5]?\\d')],
  ['BYSECOND', listOf('[0-5]?\\d')],
])

/**
 * The occurrences whose start is in `[from, to)`, by start, equal ones once. The rule is expanded in wall-clock time;
 * a start that the zone skips moves forward by the gap, one that occurs twice is the first.
 *
 * @param most  how many, the first ones
 * @throws {RangeError} when the rule is faulty, or the time or the zone does not exist
 */
export function occurrences(recurrence: Recurrence, from: number, to: number, most = Number.POSITIVE_INFINITY): Span[] {
  const { rrule, timezone, durationMinutes } = recurrence
  const fault = rrule === null ? null : ruleFault(rrule)
  if (fault !== null) throw new RangeError(`rrule: expected ${fault}, got ${rrule}`)
  const end = untilOf(rrule)
  const starts = new Set<number>()
  let enough = Number.POSITIVE_INFINITY
  for (const shown of shownStarts(recurrence, from, Math.min(to, end.at))) {
    if (shown > enough) break
    const start = inZone(shown, timezone)
    if (start < from || start >= to || (end.isInstant ? start : shown) > end.at) continue
    starts.add(start)
    // A gap can put a start before one that the clock shows earlier, but no further than that.
    if (starts.size >= most) enough = Math.min(enough, shown + MARGIN_MS)
  }
  const sorted = [...starts].sort((a, b) => a - b).slice(0, most)
  return sorted.map((start) => ({ from: start, to: start + durationMinutes * MINUTE_MS }))
}

/**
 * When the clock of a zone shows a time: the first time that it does, or moved forward by the gap that skips it.
 *
 * @param wall  `YYYY-MM-DDTHH:MM:SS`
 * @throws {RangeError} when the time or the zone does not exist
 */
export function whenShown(wall: string, timezone: string): number {
  return inZone(shownBy(wall), timezone)
}

/** What was expected of a rule that is not acceptable; `null` when it is: bare, of RFC 5545, daily or coarser. */
export function ruleFault(rrule: string): string | null {
  if (/[:\n]/.test(rrule)) return 'the bare rule, without RRULE:, DTSTART, EXDATE or RDATE'
  const parts = partsOf(rrule)
  if (parts.size < rrule.split(';').length) return 'each part once'
  for (const [name, value] of parts) {
    const pattern = PARTS.get(name)
    if (!pattern) return `parts of RFC 5545 (${[...PARTS.keys()].join(', ')}) as NAME=value`
    if (name === 'FREQ' && !pattern.test(value)) return COARSE
    if (!pattern.test(value) || (name === 'UNTIL' && !isDateTime(value))) return `a value of RFC 5545 for ${name}`
  }
  return conflictOf(parts)
}

/** What parts that are fine alone lack or forbid together. */
function conflictOf(parts: ReadonlyMap<string, string>): string | null {
  const freq = parts.get('FREQ')
  const isNumbered = /\d/.test(parts.get('BYDAY') ?? '')
  const others = [...parts.keys()].filter((name) => name.startsWith('BY') && name !== 'BYSETPOS')
  if (freq === undefined) return COARSE
  if (parts.has('COUNT') && parts.has('UNTIL')) return 'COUNT or UNTIL, not both'
  if (parts.has('BYWEEKNO') && freq !== 'YEARLY') return 'BYWEEKNO only with FREQ=YEARLY'
  if (parts.has('BYYEARDAY') && freq !== 'YEARLY') return 'BYYEARDAY only with FREQ=YEARLY'
  if (parts.has('BYMONTHDAY') && freq === 'WEEKLY') return 'BYMONTHDAY only without FREQ=WEEKLY'
  if (isNumbered && freq !== 'MONTHLY' && freq !== 'YEARLY') return 'numbered days only with FREQ=MONTHLY or YEARLY'
  if (isNumbered && parts.has('BYWEEKNO')) return 'numbered days only without BYWEEKNO'
  if (timesADay(parts) > MOST_A_DAY) return `at most ${MOST_A_DAY} times a day`
  return parts.has('BYSETPOS') && others.length === 0 ? 'BYSETPOS only with another BY part' : null
}

/** How often a day a rule can take place, BYSETPOS aside. */
function timesADay(parts: ReadonlyMap<string, string>): number {
  const counts = ['BYHOUR', 'BYMINUTE', 'BYSECOND'].map((name) => parts.get(name)?.split(',').length ?? 1)
  return counts.reduce((product, count) => product * count, 1)
}

/** What the clock shows at the starts around a window, before UNTIL is applied: ms since the epoch, as if it were UTC. */
function shownStarts({ rrule, startsAt }: Recurrence, from: number, to: number): Iterable<number> {
  const first = shownBy(startsAt)
  return rrule === null ? [first] : wallStarts(partsOf(rrule), first, { from: from - MARGIN_MS, to: to + MARGIN_MS })
}

/** When the clock of a zone first shows a time; where it skips it, what it would have shown without the gap. */
function inZone(shown: number, timezone: string): number {
  const wall = Temporal.Instant.fromEpochMilliseconds(shown).toZonedDateTimeISO('UTC').toPlainDateTime()
  return wall.toZonedDateTime(timezone).epochMilliseconds
}

function shownBy(wall: string): number {
  return Temporal.PlainDateTime.from(wall).toZonedDateTime('UTC').epochMilliseconds
}

/** The last start that UNTIL allows: an instant with `Z`, else wall-clock time; a date includes all of its day. */
function untilOf(rrule: string | null): { isInstant: boolean; at: number } {
  const until = rrule === null ? undefined : partsOf(rrule).get('UNTIL')
  if (until === undefined) return { isInstant: false, at: Number.POSITIVE_INFINITY }
  const isDate = !until.includes('T')
  return { isInstant: until.endsWith('Z'), at: shownBy(until.replace('Z', '')) + (isDate ? DAY_MS - 1 : 0) }
}

function partsOf(rrule: string): Map<string, string> {
  return new Map(rrule.toUpperCase().split(';').map(partOf))
}

function partOf(part: string): [string, string] {
  const equals = part.indexOf('=')
  return equals < 0 ? [part, ''] : [part.slice(0, equals), part.slice(equals + 1)]
}

function listOf(item: string): RegExp {
  return new RegExp(`^${item}(,${item})*$`)
}

function isDateTime(basic: string): boolean {
  try {
    Temporal.PlainDateTime.from(basic.replace('Z', ''), { overflow: 'reject' })
    return true
  } catch {
    return false
  }
}
