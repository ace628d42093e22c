import { schedule as cron, type ScheduledTask } from 'node-cron'
import type { Check } from '#domain/check.ts'
import type { Result } from '#domain/result.ts'

export interface ScheduleDeps {
  ask: (check: Check) => Promise<Result>
  /** Takes a result; `settled` is false when the next try should come soon. */
  record: (check: Check, result: Result) => { settled: boolean }
  /** The wall clock, ms since the epoch. */
  now: () => number
  /** A clock that only ever goes forward, in ms. */
  monotonic: () => number
}

export interface Schedule {
  /** Begins to ask these checks, each at once and then at its times. */
  start(checks: readonly Check[]): void
  /** Asks no more, and resolves when what runs has ended. */
  stop(): Promise<void>
  /** When the schedule last looked what is due, by the wall clock; `null` while it stands still. */
  tickedAt(): number | null
}

/** A check with its times by the monotonic clock. */
interface Entry {
  check: Check
  /** Every slot is this and a whole number of intervals. */
  anchor: number
  dueAt: number
  /** Until then the target has asked us to stay away. */
  awayUntil: number
  running: Promise<void> | null
}

/** The cron expressions, armed. */
interface Alarms {
  /** The wall clock less the monotonic one, when they were. */
  offset: number
  disarm(): Promise<void>
}

const TICK_MS = 1000
/** However long a target asks us to stay away, it is asked again after an hour. */
const LONGEST_WAIT_MS = 3_600_000

/**
 * Asks checks when they are due, none twice at once. One tick a second looks at the clock; a missed one loses nothing,
 * and setting the wall clock moves none.
 */
export function createSchedule(deps: ScheduleDeps): Schedule {
  const { now, monotonic } = deps
  let entries: Entry[] = []
  let timer: NodeJS.Timeout | undefined
  let alarms: Alarms | undefined
  let tickedAt: number | null = null

  const tick = (): void => {
    tickedAt = now()
    if (!alarms || Math.abs(tickedAt - monotonic() - alarms.offset) > TICK_MS) {
      void alarms?.disarm()
      alarms = arm(entries, deps)
    }
    for (const entry of entries) if (entry.dueAt <= monotonic()) begin(entry, deps)
  }

  return {
    start: (checks) => {
      const at = monotonic()
      entries = checks.map((check) => ({ check, anchor: at, dueAt: at, awayUntil: at, running: null }))
      timer = setInterval(tick, TICK_MS)
      tick()
    },
    stop: async () => {
      clearInterval(timer)
      tickedAt = null
      await alarms?.disarm()
      alarms = undefined
      await Promise.all(entries.map(({ running }) => running))
      entries = []
    },
    tickedAt: () => tickedAt,
  }
}

/** Arms the cron expressions, which count on the wall clock as it stands; where that is set, they are armed anew. */
function arm(entries: readonly Entry[], deps: ScheduleDeps): Alarms {
  const tasks = entries.flatMap((entry) => startCron(entry, deps))
  const disarm = async (): Promise<void> => {
    for (const task of tasks) await task.destroy()
  }
  return { offset: deps.now() - deps.monotonic(), disarm }
}

function startCron(entry: Entry, deps: ScheduleDeps): ScheduledTask[] {
  const { schedule } = entry.check
  if (!('cron' in schedule)) return []
  return [cron(schedule.cron, () => begin(entry, deps), { timezone: schedule.timezone, suppressMissedWarning: true })]
}

function begin(entry: Entry, deps: ScheduleDeps): void {
  if (entry.awayUntil <= deps.monotonic()) entry.running ??= run(entry, deps)
}

async function run(entry: Entry, { ask, record, now, monotonic }: ScheduleDeps): Promise<void> {
  const { check, anchor } = entry
  const result = await ask(check)
  const { settled } = record(check, result)
  const [at, wait] = [monotonic(), waitMs(result, now())]
  entry.dueAt = nextDue(check, { settled, anchor, at, waitMs: wait })
  entry.awayUntil = at + wait
  entry.running = null
}

interface Run {
  settled: boolean
  anchor: number
  /** When the run ended, by the monotonic clock. */
  at: number
  /** How long the target asked us to stay away. */
  waitMs: number
}

/** When a check is due after a run: soon if the verdict is in doubt, else at its next time; never while asked to stay away. */
export function nextDue({ schedule, retryEveryMs }: Check, { settled, anchor, at, waitMs }: Run): number {
  const regular = 'everyMs' in schedule ? nextSlot(anchor, schedule.everyMs, at) : Number.POSITIVE_INFINITY
  const next = settled ? regular : Math.min(regular, at + retryEveryMs)
  return waitMs > 0 ? Math.max(next === Number.POSITIVE_INFINITY ? at : next, at + waitMs) : next
}

/** The first slot after `at`. */
function nextSlot(anchor: number, everyMs: number, at: number): number {
  return anchor + (Math.floor((at - anchor) / everyMs) + 1) * everyMs
}

function waitMs({ retryAt }: Result, now: number): number {
  return retryAt === null ? 0 : Math.min(Math.max(retryAt - now, 0), LONGEST_WAIT_MS)
}
