import type { Wheel } from './wheel.ts'

export interface ClockWatchDeps {
  wheel: Wheel
  /** The wall clock, ms since the epoch. */
  now: () => number
  /** A clock that only ever goes forward, in ms. */
  monotonic: () => number
  /** The clocks have parted by more than a second. */
  onParted: () => void
  /** So many ms are missing that nobody lived through. */
  onSlept: (ms: number) => void
}

const LOOK_MS = 1000
const PARTED_MS = 1000
/** A busy process may be late by less. */
const SLEPT_MS = 5000

/**
 * Looks at both clocks every second, and compares them with the last look.
 *
 * A sleep is seen on either clock: one stops with a suspended machine and one with a process that was stopped. A wall
 * clock that somebody set forward looks just like the first.
 *
 * @returns when it last looked, by the monotonic clock
 */
export function watchClocks({ wheel, now, monotonic, onParted, onSlept }: ClockWatchDeps): () => number {
  let seen = { wall: now(), steady: monotonic() }
  let together = seen.wall - seen.steady

  const look = (): void => {
    const last = seen
    seen = { wall: now(), steady: monotonic() }
    wheel.at(seen.steady + LOOK_MS, look)
    const sleptMs = Math.max(seen.wall - last.wall, seen.steady - last.steady) - LOOK_MS
    if (sleptMs > SLEPT_MS) onSlept(sleptMs)
    if (Math.abs(seen.wall - seen.steady - together) <= PARTED_MS) return
    together = seen.wall - seen.steady
    onParted()
  }

  wheel.at(seen.steady + LOOK_MS, look)
  return () => seen.steady
}
