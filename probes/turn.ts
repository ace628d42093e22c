import type { ActiveCheck } from '#domain/check.ts'
import type { Result } from '#domain/result.ts'
import { askedAwayMs, backoffMs, isRefusal } from './backoff.ts'
import type { Gate } from './gate.ts'
import type { Wheel } from './wheel.ts'

/** A check in a schedule: what waits, what runs, and whether its target wants to be left alone. */
export interface Entry {
  check: ActiveCheck
  /** The first slot at or after an instant; infinite where a cron expression has it. */
  slotFrom: (instant: number) => number
  /** When the slot was due that has come and was not begun yet. */
  pending: number | null
  queued: boolean
  running: Promise<void> | null
  /** What runs is a slot, not a try between two. */
  runsSlot: boolean
  /** Until then there are no slots: the target has asked us to stay away. */
  awayUntil: number
  /** A slot would have come since then. */
  skipped: boolean
  /** Refusals in a row. */
  refusals: number
  callOffTry: () => void
}

/** What all entries of a schedule share. */
export interface Desk {
  wheel: Wheel
  gate: Gate
  ask: (check: ActiveCheck) => Promise<Result>
  /** Takes a result; `settled` is false when the next try should come soon. */
  record: (check: ActiveCheck, result: Result) => { settled: boolean }
  /** The wall clock, ms since the epoch. */
  now: () => number
  /** A clock that only ever goes forward, in ms. */
  monotonic: () => number
  /** A slot is begun, so many ms after it was due. */
  onSlot: (check: ActiveCheck, lateMs: number) => void
  /** So many slots were not asked: the check still ran or waited, or nobody was awake. */
  onMissed: (check: ActiveCheck, count: number) => void
  isStopped: () => boolean
}

export function createEntry(check: ActiveCheck, slotFrom: Entry['slotFrom']): Entry {
  return {
    check,
    slotFrom,
    pending: null,
    queued: false,
    running: null,
    runsSlot: false,
    awayUntil: Number.NEGATIVE_INFINITY,
    skipped: false,
    refusals: 0,
    callOffTry: () => undefined,
  }
}

/**
 * A slot has come. It is missed when the slot before still runs, and makes that one missed when it still waits; where
 * only a try runs, it waits for its end.
 */
export function comeDue(entry: Entry, dueAt: number, desk: Desk): void {
  if (dueAt < entry.awayUntil) {
    entry.skipped = true
    return
  }
  if (entry.running && entry.runsSlot) {
    desk.onMissed(entry.check, 1)
    return
  }
  if (entry.pending !== null) desk.onMissed(entry.check, 1)
  entry.pending = dueAt
  entry.callOffTry()
  enqueue(entry, desk)
}

/** What has come and was not begun never will be. */
export function giveUp(entry: Entry, desk: Desk): void {
  if (entry.pending !== null) desk.onMissed(entry.check, 1)
  entry.pending = null
}

/** Asks as soon as there is room, a slot if one has come, else once more. */
function enqueue(entry: Entry, desk: Desk): void {
  if (entry.queued || entry.running || desk.isStopped()) return
  entry.queued = true
  desk.gate.enter(() => begin(entry, desk))
}

function begin(entry: Entry, desk: Desk): void {
  const dueAt = entry.pending
  entry.queued = false
  entry.pending = null
  entry.runsSlot = dueAt !== null
  if (dueAt !== null) desk.onSlot(entry.check, desk.monotonic() - dueAt)
  entry.running = run(entry, dueAt ?? desk.monotonic(), desk)
}

async function run(entry: Entry, dueAt: number, desk: Desk): Promise<void> {
  const beganAt = desk.monotonic()
  const result = await desk.ask(entry.check)
  const { settled } = desk.record(entry.check, result)
  entry.running = null
  desk.gate.leave()
  if (desk.isStopped()) return
  if (isRefusal(result)) {
    stayAway(entry, { dueAt, result }, desk)
    return
  }
  entry.refusals = 0
  if (entry.pending !== null) enqueue(entry, desk)
  else if (!settled) tryAt(entry, beganAt + entry.check.retryEveryMs, desk)
}

/**
 * Leaves a target alone: until the instant that it named, and then asks at once if a slot was skipped for that; else,
 * for as long as its refusals in a row make it, until the next slot after that.
 */
function stayAway(entry: Entry, { dueAt, result }: { dueAt: number; result: Result }, desk: Desk): void {
  const { schedule, retryEveryMs } = entry.check
  const namedMs = askedAwayMs(result, desk.now())
  entry.refusals++
  entry.skipped = false
  giveUp(entry, desk)
  if (namedMs === 0) {
    const everyMs = 'everyMs' in schedule ? schedule.everyMs : null
    // The slot at the end of it is asked, whatever fraction of a millisecond the sums differ by.
    entry.awayUntil = dueAt + backoffMs(everyMs, entry.refusals) - 1
    return
  }
  const until = desk.monotonic() + namedMs
  entry.awayUntil = until
  entry.callOffTry = desk.wheel.at(until, () => {
    if (entry.skipped && entry.slotFrom(until) - until >= retryEveryMs) enqueue(entry, desk)
  })
}

/** Asks once more at an instant, unless a slot comes before. */
function tryAt(entry: Entry, instant: number, desk: Desk): void {
  const at = Math.max(instant, desk.monotonic())
  if (entry.slotFrom(desk.monotonic()) <= at) return
  entry.callOffTry = desk.wheel.at(at, () => enqueue(entry, desk))
}
