import type { AddSample, Audience, Exemplar } from './exposition.ts'

/** How often durations fell below each of some bounds, and what they come to. */
export interface Buckets {
  /**
   * Counts a duration.
   *
   * @param exemplar  the trace that tells of it, and when it was; the newest of each bucket is kept
   */
  observe(seconds: number, exemplar?: Omit<Exemplar, 'value'>): void
  /** Adds what another has counted by the same bounds; the newer exemplar of each bucket stays. */
  merge(other: Buckets): void
  /** Those of each bound alone, then those above all, then the sum of all in seconds. */
  readonly counts: Float64Array
  readonly bounds: readonly number[]
  /** One of each bucket, by its place in `counts`; empty where nothing is traced. */
  readonly exemplars: readonly (Exemplar | undefined)[]
}

/**
 * Counts by bounds, in ascending order.
 *
 * @param bounds  inclusive upper bounds in seconds
 */
export function createBuckets(bounds: readonly number[]): Buckets {
  const counts = new Float64Array(bounds.length + 2)
  const sumAt = bounds.length + 1
  const exemplars: (Exemplar | undefined)[] = []
  return {
    counts,
    bounds,
    exemplars,
    observe: (seconds, exemplar) => {
      let index = 0
      while (index < bounds.length && seconds > (bounds[index] ?? 0)) index++
      counts[index] = (counts[index] ?? 0) + 1
      counts[sumAt] = (counts[sumAt] ?? 0) + seconds
      if (exemplar) exemplars[index] = { ...exemplar, value: seconds }
    },
    merge: ({ counts: others, exemplars: examples }) => {
      for (const [index, count] of others.entries()) counts[index] = (counts[index] ?? 0) + count
      for (const [index, one] of examples.entries()) {
        if (one && one.at > (exemplars[index]?.at ?? 0)) exemplars[index] = one
      }
    },
  }
}

/**
 * Adds the samples of a histogram: how many fell below each bound, their number and their sum.
 *
 * @param audience  who may see all sees exemplars too: traces are for operators only
 */
export function addHistogram(
  add: AddSample,
  labels: string,
  { bounds, counts, exemplars }: Buckets,
  audience: Audience = 'public',
): void {
  const example = (index: number) => (audience === 'all' ? exemplars[index] : undefined)
  const before = labels === '' ? '' : `${labels},`
  let below = 0
  for (const [index, bound] of bounds.entries()) {
    below += counts[index] ?? 0
    add(`${before}le="${bound}"`, below, '_bucket', example(index))
  }
  below += counts[bounds.length] ?? 0
  add(`${before}le="+Inf"`, below, '_bucket', example(bounds.length))
  add(labels, counts[bounds.length + 1] ?? 0, '_sum')
  add(labels, below, '_count')
}
