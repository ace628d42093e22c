import { type Buckets, createBuckets } from './buckets.ts'
import type { Audience, Exemplar } from './exposition.ts'

/** Durations of which some are private. */
export interface PartlyHidden {
  observe(seconds: number, hidden: boolean, exemplar?: Omit<Exemplar, 'value'>): void
  /** What somebody may see of it. */
  seenBy(audience: Audience): Buckets
}

/**
 * Counts by bounds, what everybody may read of apart from what is private.
 *
 * @param bounds  inclusive upper bounds in seconds
 */
export function createPartlyHidden(bounds: readonly number[]): PartlyHidden {
  const [shown, hidden] = [createBuckets(bounds), createBuckets(bounds)]
  return {
    observe: (seconds, isHidden, exemplar) => (isHidden ? hidden : shown).observe(seconds, exemplar),
    seenBy: (audience) => {
      if (audience === 'public') return shown
      const all = createBuckets(bounds)
      all.merge(shown)
      all.merge(hidden)
      return all
    },
  }
}
