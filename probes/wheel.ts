import { createHeap } from './heap.ts'

/** Calls once after so many ms, at least one; what it gives back calls it off. */
export type Arm = (ring: () => void, ms: number) => () => void

export interface WheelDeps {
  /** A clock that only ever goes forward, in ms. */
  monotonic: () => number
  arm: Arm
}

/** Rings at instants of the monotonic clock. */
export interface Wheel {
  /** Rings once at an instant, never before it; what it gives back calls it off. */
  at(dueAt: number, ring: () => void): () => void
  /** Calls everything off. */
  stop(): void
}

interface Alarm {
  at: number
  /** `null` once it is called off. */
  ring: (() => void) | null
}

/** Node waits no longer than this, and would not wait at all for more. */
const LONGEST_WAIT_MS = 2 ** 31 - 1

/** The process's own timers. */
export const armTimer: Arm = (ring, ms) => {
  const timer = setTimeout(ring, ms)
  return () => clearTimeout(timer)
}

/**
 * One timer for the earliest of all alarms. What is overdue when it goes off, as after a sleep, rings in the order in
 * which it was due. A timer may go off up to a millisecond early; then it waits again.
 */
export function createWheel({ monotonic, arm }: WheelDeps): Wheel {
  const alarms = createHeap<Alarm>()
  let disarm: (() => void) | null = null
  let armedFor = Number.POSITIVE_INFINITY
  let turning = false

  const aim = (): void => {
    while (alarms.peek()?.ring === null) alarms.pop()
    const next = alarms.peek()?.at ?? Number.POSITIVE_INFINITY
    if (next === armedFor) return
    disarm?.()
    armedFor = next
    const waitMs = Math.min(Math.max(Math.ceil(next - monotonic()), 1), LONGEST_WAIT_MS)
    disarm = next === Number.POSITIVE_INFINITY ? null : arm(turn, waitMs)
  }

  const turn = (): void => {
    turning = true
    armedFor = Number.POSITIVE_INFINITY
    disarm = null
    try {
      for (let next = alarms.peek(); next && next.at <= monotonic(); next = alarms.peek()) {
        alarms.pop()
        next.ring?.()
      }
    } finally {
      turning = false
      aim()
    }
  }

  return {
    at: (dueAt, ring) => {
      const alarm: Alarm = { at: dueAt, ring }
      alarms.push(alarm)
      if (!turning && dueAt < armedFor) aim()
      return () => {
        alarm.ring = null
      }
    },
    stop: () => {
      alarms.clear()
      aim()
    },
  }
}
