import type { Configuration } from './configuration.ts'

/**
 * How long results are kept: as long as they are wished for, and never less than judging may need them after a restart.
 * Each of those that confirm a verdict vouches for the next, so that the first is at most so many times `staleAfter` old.
 */
export function keptResultsMs({
  keepResultsMs,
  components,
}: Pick<Configuration, 'components' | 'keepResultsMs'>): number {
  const policies = components.flatMap(({ checks }) => checks.map(({ policy }) => policy))
  const needed = policies.map(
    ({ failAfter, recoverAfter, staleAfterMs }) => Math.max(failAfter, recoverAfter) * staleAfterMs,
  )
  return Math.max(keepResultsMs, ...needed)
}
