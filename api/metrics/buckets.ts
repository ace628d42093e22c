import type { AddSample } from './exposition.ts'

/** How often durations fell below each of some bounds, and what they come to. */
export interface Buckets {
  observe(seconds: number): void
  /** Adds what another has counted by the same bounds. */
  merge(other: Buckets): void
  /** Those of each bound alone, then those above all, then the sum of all in seconds. */
  readonly counts: Float64Array
  readonly bounds: readonly number[]
}

/**
 * Counts by bounds, in ascending order.
 *
 * @param bounds  inclusive upper bounds in seconds
 */
export function createBuckets(bounds: readonly number[]): Buckets {
  const counts = new Float64Array(bounds.length + 2)
  const sumAt = bounds.length + 1
  return {
    counts,
    bounds,
    observe: (seconds) => {
      let index = 0
      while (index < bounds.length && seconds > (bounds[index] ?? 0)) index++
      counts[index] = (counts[index] ?? 0) + 1
      counts[sumAt] = (counts[sumAt] ?? 0) + seconds
    },
    merge: ({ counts: others }) => {
      for (const [index, count] of others.entries()) counts[index] = (counts[index] ?? 0) + count
    },
  }
}

/** Adds the samples of a histogram: how many fell below each bound, their number and their sum. */
export function addHistogram(add: AddSample, labels: string, { bounds, counts }: Buckets): void {
  const before = labels === '' ? '' : `${labels},`
  let below = 0
  for (const [index, bound] of bounds.entries()) {
    below += counts[index] ?? 0
    add(`${before}le="${bound}"`, below, '_bucket')
  }
  below += counts[bounds.length] ?? 0
  add(`${before}le="+Inf"`, below, '_bucket')
  add(labels, counts[bounds.length + 1] ?? 0, '_sum')
  add(labels, below, '_count')
}
