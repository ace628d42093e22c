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
  running: Promise<void> | null
}

/** However long a target asks us to stay away, it is asked again after an hour. */
const LONGEST_WAIT_MS = 3_600_000
const QUIET = { suppressMissedWarning: true } as const

/** Asks checks when they are due, none twice at once. One tick a second looks at the clock; a missed one loses nothing. */
export function createSchedule({ ask, record, now, monotonic }: ScheduleDeps): Schedule {
  let entries: Entry[] = []
  let tasks: ScheduledTask[] = []
  let tickedAt: number | null = null

  const run = async (entry: Entry): Promise<void> => {
    const { check, anchor } = entry
    const result = await ask(check)
    const { settled } = record(check, result)
    entry.dueAt = nextDue(check, { settled, anchor, at: monotonic(), waitMs: waitMs(result, now()) })
    entry.running = null
  }

  const begin = (entry: Entry): void => {
    entry.running ??= run(entry)
  }

  const tick = (): void => {
    tickedAt = now()
    for (const entry of entries) if (entry.dueAt <= monotonic()) begin(entry)
  }

  const startCron = (entry: Entry): ScheduledTask[] => {
    const { schedule } = entry.check
    if (!('cron' in schedule)) return []
    return [cron(schedule.cron, () => begin(entry), { ...QUIET, timezone: schedule.timezone })]
  }

  return {
    start: (checks) => {
      const at = monotonic()
      entries = checks.map((check) => ({ check, anchor: at, dueAt: at, running: null }))
      tasks = [cron('* * * * * *', tick, QUIET), ...entries.flatMap(startCron)]
      tick()
    },
    stop: async () => {
      for (const task of tasks) await task.destroy()
      tasks = []
      tickedAt = null
      await Promise.all(entries.map(({ running }) => running))
      entries = []
    },
    tickedAt: () => tickedAt,
  }
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
