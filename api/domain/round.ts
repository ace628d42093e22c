import type { Check } from './check.ts'

const SHORTEST_MS = 60_000

/**
 * How long a round of probing takes, in ms: a minute, or the shortest interval of any check where that is longer, so that
 * each round has a result to vouch for it.
 */
export function roundMs(checks: readonly Pick<Check, 'kind' | 'schedule'>[]): number {
  const intervals = checks.flatMap(({ kind, schedule }) =>
    kind !== 'heartbeat' && 'everyMs' in schedule ? [schedule.everyMs] : [],
  )
  return intervals.length === 0 ? SHORTEST_MS : Math.max(SHORTEST_MS, Math.min(...intervals))
}
