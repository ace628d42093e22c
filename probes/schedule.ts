import { schedule as cron, type ScheduledTask } from 'node-cron'
import type { ActiveCheck } from '#domain/check.ts'
import { watchClocks } from './clock-watch.ts'
import { createGate } from './gate.ts'
import { type Times, timesOf } from './offsets.ts'
import { comeDue, createEntry, type Desk, type Entry, giveUp } from './turn.ts'
import { type Arm, armTimer, createWheel } from './wheel.ts'

export interface ScheduleDeps extends Pick<Desk, 'ask' | 'record' | 'now' | 'monotonic' | 'onSlot' | 'onMissed'> {
  /** The machine or the process slept so many ms; or somebody set the wall clock forward, which looks the same. */
  onSlept: (ms: number) => void
  /** The machine's own wall clock, on which node-cron counts and which may be set back; `now` unless told. */
  wall?: () => number
  arm?: Arm
  /** How many checks may be asked at once; the others wait in order. */
  room?: number
}

export interface Schedule {
  /** Begins to ask these checks at their slots. */
  start(checks: readonly ActiveCheck[]): void
  /** Asks no more, and resolves when what runs has ended. */
  stop(): Promise<void>
  /** When the schedule last looked at the clock, by the monotonic clock; `null` while it stands still. */
  tickedAt(): number | null
}

/** A schedule that was started. */
interface Round {
  stop(): Promise<void>
  tickedAt(): number
}

/**
 * Asks checks when they are due, none twice at once. Slots lie on the monotonic clock, at the start of the schedule and
 * whole intervals and the check's own offset after it, so that they neither drift nor move with the wall clock;
 * `offsets.ts` says where. Every slot ends once, told by `onSlot` or `onMissed`; while a target has asked us to stay
 * away there are none. A try after a result that is in doubt is no slot.
 */
export function createSchedule(deps: ScheduleDeps): Schedule {
  let round: Round | null = null
  return {
    start: (checks) => {
      round ??= begin(checks, deps)
    },
    stop: async () => {
      const last = round
      round = null
      await last?.stop()
    },
    tickedAt: () => round?.tickedAt() ?? null,
  }
}

function begin(checks: readonly ActiveCheck[], { arm = armTimer, room = 100, onSlept, ...deps }: ScheduleDeps): Round {
  const { now, monotonic, wall = now } = deps
  const wheel = createWheel({ monotonic, arm })
  const gate = createGate(room)
  let stopped = false
  const desk: Desk = { ...deps, wheel, gate, isStopped: () => stopped }
  const startedAt = monotonic()
  const entries = [...timesOf(checks)].map(([check, times]) => armSlots(check, times, startedAt, desk))
  let tasks = armCron(entries, desk, wall)

  const onParted = (): void => {
    void disarm(tasks)
    tasks = armCron(entries, desk, wall)
  }
  const tickedAt = watchClocks({ wheel, now: wall, monotonic, onSlept, onParted })

  return {
    tickedAt,
    stop: async () => {
      stopped = true
      wheel.stop()
      gate.clear()
      for (const entry of entries) giveUp(entry, desk)
      await disarm(tasks)
      await Promise.all(entries.map(({ running }) => running))
    },
  }
}

/** Puts a check's slots on the wheel: the first, and then one after the other. */
function armSlots(check: ActiveCheck, { offsetMs, firstMs }: Times, startedAt: number, desk: Desk): Entry {
  const everyMs = 'everyMs' in check.schedule ? check.schedule.everyMs : Number.POSITIVE_INFINITY
  const anchor = offsetMs === null ? Number.POSITIVE_INFINITY : startedAt + offsetMs
  const slotAt = (index: number): number => (index === 0 ? anchor : anchor + index * everyMs)
  const indexFrom = (instant: number): number => (instant <= anchor ? 0 : Math.ceil((instant - anchor) / everyMs))
  const entry = createEntry(check, (instant) => slotAt(indexFrom(instant)))

  const armFrom = (index: number): void => {
    desk.wheel.at(slotAt(index), () => {
      const last = Math.max(index, Math.floor((desk.monotonic() - anchor) / everyMs))
      const firstDue = Math.max(index, indexFrom(entry.awayUntil))
      if (last > firstDue) desk.onMissed(check, last - firstDue)
      comeDue(entry, slotAt(last), desk)
      armFrom(last + 1)
    })
  }

  if (firstMs !== null) desk.wheel.at(startedAt + firstMs, () => comeDue(entry, startedAt + firstMs, desk))
  if (offsetMs !== null) armFrom(0)
  return entry
}

/** Arms the cron expressions, which count on the wall clock as it stands; where that is set, they are armed anew. */
function armCron(entries: readonly Entry[], desk: Desk, wall: () => number): ScheduledTask[] {
  return entries.flatMap((entry) => {
    const { schedule } = entry.check
    if (!('cron' in schedule)) return []
    const { timezone } = schedule
    const lateMs = (slot: Date): number => Math.max(wall() - slot.getTime(), 0)
    const ring = ({ date }: { date: Date }): void => comeDue(entry, desk.monotonic() - lateMs(date), desk)
    // Late is better than not at all: a slot is missed once the next has come.
    const task = cron(schedule.cron, ring, {
      timezone,
      suppressMissedWarning: true,
      missedExecutionTolerance: Infinity,
    })
    task.on('execution:missed', () => desk.onMissed(entry.check, 1))
    return [task]
  })
}

async function disarm(tasks: readonly ScheduledTask[]): Promise<void> {
  for (const task of tasks) await task.destroy()
}
