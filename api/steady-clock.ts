export interface SteadyClock {
  /** Ms since the epoch; never less than it was before. */
  now(): number
  /** Goes on from an instant at least: what is on record was before. */
  notBefore(instant: number): void
}

/**
 * A wall clock that never goes back. Where the machine's is set back, this one goes on at the pace of the monotonic
 * clock until the other has caught up: results stay in order and go on being judged, and what is shown as their time is
 * ahead by the step rather than frozen for it.
 */
export function createSteadyClock(wall: () => number, monotonic: () => number): SteadyClock {
  let last = { at: wall(), ticks: monotonic() }
  return {
    now: () => {
      const ticks = monotonic()
      last = { at: Math.max(wall(), last.at + ticks - last.ticks), ticks }
      return Math.floor(last.at)
    },
    notBefore: (instant) => {
      last = { at: Math.max(last.at, instant), ticks: monotonic() }
    },
  }
}
