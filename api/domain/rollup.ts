import { type LatencySketch, mergeSketches, sketchOf } from './latency-sketch.ts'
import type { Outcome, Result } from './result.ts'

export const HOUR_MS = 3_600_000
/** How long roll-ups are kept: a year, and what is needed to look back from its start. */
export const ROLLUPS_KEPT_MS = 400 * 24 * HOUR_MS

/** What results amount to when they are gone. */
export interface Rollup {
  outcomes: Readonly<Record<Outcome, number>>
  /** Of those that were answered: `up` and `degraded`. */
  latency: LatencySketch
}

/** The start of the hour, of UTC, in which an instant lies. */
export function hourOf(at: number): number {
  return Math.floor(at / HOUR_MS) * HOUR_MS
}

/** Rolls up results of one check from one region. */
export function rollUp(results: readonly Pick<Result, 'outcome' | 'durationMs'>[]): Rollup {
  const outcomes = { up: 0, degraded: 0, down: 0, unknown: 0 }
  for (const { outcome } of results) outcomes[outcome]++
  const answered = results.filter(({ outcome }) => outcome === 'up' || outcome === 'degraded')
  return { outcomes, latency: sketchOf(answered.map(({ durationMs }) => durationMs)) }
}

/** The roll-up of all the results that two roll-ups are of. */
export function mergeRollups(one: Rollup, other: Rollup): Rollup {
  return {
    outcomes: {
      up: one.outcomes.up + other.outcomes.up,
      degraded: one.outcomes.degraded + other.outcomes.degraded,
      down: one.outcomes.down + other.outcomes.down,
      unknown: one.outcomes.unknown + other.outcomes.unknown,
    },
    latency: mergeSketches([one.latency, other.latency]),
  }
}
