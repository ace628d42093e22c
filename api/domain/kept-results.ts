import type { Check } from './check.ts'
import type { Configuration } from './configuration.ts'
import { runLength } from './verdict.ts'

/**
 * How long results are kept: as long as they are wished for, and never less than judging may need them after a restart.
 * Each of those that confirm a verdict vouches for the next, so that the first is at most so many times `staleAfter` old.
 */
export function keptResultsMs({
  keepResultsMs,
  components,
}: Pick<Configuration, 'components' | 'keepResultsMs'>): number {
  return Math.max(keepResultsMs, longestRunMs(components.flatMap(({ checks }) => checks)))
}

/** The longest time that the results can span by which any of some checks is judged. */
export function longestRunMs(checks: readonly Pick<Check, 'policy'>[]): number {
  return checks.reduce((longest, { policy }) => Math.max(longest, runLength(policy) * policy.staleAfterMs), 0)
}
