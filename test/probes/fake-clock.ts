import type { Arm } from '../../probes/wheel.ts'

/** Two clocks and the timers that go by the steady one; nothing moves unless it is told to. */
export interface FakeClock {
  now: () => number
  monotonic: () => number
  arm: Arm
  /** Lives through so many ms: every timer rings at its time, and what it set off has its turn. */
  advance(ms: number): Promise<void>
  /** Is stopped for so many ms: both clocks go on, no timer rings before it wakes. */
  freeze(ms: number): Promise<void>
  /** Is suspended for so many ms: only the wall clock goes on. Also what setting it does. */
  setWallBy(ms: number): void
  sleep(ms: number): Promise<void>
  /** How many timers are armed. */
  timers(): number
}

/** Enough turns of the microtask queue for what a timer sets off. */
const TURNS = 12

export function createFakeClock(wall = Date.parse('2026-11-23T15:00Z')): FakeClock {
  let steady = 5000
  let ahead = wall - steady
  const timers = new Set<{ at: number; ring: () => void }>()

  const ringUntil = async (end: number): Promise<void> => {
    for (;;) {
      const due = [...timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0]
      if (!due) return
      timers.delete(due)
      steady = Math.max(steady, due.at)
      due.ring()
      for (let turn = 0; turn < TURNS; turn++) await null
    }
  }

  const arm: Arm = (ring, ms) => {
    const timer = { at: steady + ms, ring }
    timers.add(timer)
    return () => timers.delete(timer)
  }

  return {
    now: () => steady + ahead,
    monotonic: () => steady,
    arm,
    advance: async (ms) => {
      const end = steady + ms
      await ringUntil(end)
      steady = end
    },
    freeze: async (ms) => {
      steady += ms
      await ringUntil(steady)
    },
    setWallBy: (ms) => {
      ahead += ms
    },
    sleep: (ms) => new Promise((resolve) => arm(resolve, ms)),
    timers: () => timers.size,
  }
}
