/**
 * A mergeable summary of latencies, from which any quantile can be told to within 1 %: how many of them lie in each of
 * the buckets `(γ^(k−1), γ^k]`, by k.
 *
 * @see Masson, Rim, Lee: DDSketch, VLDB 2019
 */
export interface LatencySketch {
  count: number
  buckets: ReadonlyMap<number, number>
}

/** The largest share by which a quantile may be off. */
export const SKETCH_ERROR = 0.01

const GAMMA = (1 + SKETCH_ERROR) / (1 - SKETCH_ERROR)
const LOG_GAMMA = Math.log(GAMMA)
/** Below a microsecond there is nothing to tell apart. */
const SMALLEST_MS = 0.001
const LARGEST_MS = Number.MAX_SAFE_INTEGER
/** The bucket of what is too small for one of its own; it lies below all the others. */
const ZERO = bucketOf(SMALLEST_MS) - 1

/**
 * The sketch of some latencies.
 *
 * @param latenciesMs  0 or more; below 0.001 they count as 0
 * @throws {RangeError} when one of them is no latency
 */
export function sketchOf(latenciesMs: Iterable<number>): LatencySketch {
  const buckets = new Map<number, number>()
  let count = 0
  for (const ms of latenciesMs) {
    if (!(ms >= 0 && ms <= LARGEST_MS)) throw new RangeError(`Expected a latency in ms, got ${ms}`)
    add(buckets, ms < SMALLEST_MS ? ZERO : bucketOf(ms), 1)
    count++
  }
  return { count, buckets }
}

/** The sketch of all the latencies that some sketches are of; in whatever order they are merged, it is the same. */
export function mergeSketches(sketches: Iterable<LatencySketch>): LatencySketch {
  const merged = new Map<number, number>()
  let count = 0
  for (const sketch of sketches) {
    for (const [bucket, held] of sketch.buckets) add(merged, bucket, held)
    count += sketch.count
  }
  return { count, buckets: merged }
}

/**
 * The latency that a share of all does not exceed, by nearest rank, to within 1 %.
 *
 * @param share  0–1; 0.95 asks for the 95th percentile
 * @returns ms; `null` of no latencies
 */
export function latencyQuantile({ count, buckets }: LatencySketch, share: number): number | null {
  // The float of 0.07 × 100 lies above 7.
  const rank = Math.max(1, Math.ceil(share * count - 1e-9))
  let seen = 0
  for (const bucket of ascending(buckets)) {
    seen += buckets.get(bucket) ?? 0
    if (seen >= rank) return latencyOf(bucket)
  }
  return null
}

/** The buckets that hold something, in their order. */
export function ascending(buckets: LatencySketch['buckets']): number[] {
  return [...buckets.keys()].sort((one, other) => one - other)
}

function bucketOf(ms: number): number {
  return Math.ceil(Math.log(ms) / LOG_GAMMA)
}

/** The value that is off from either end of its bucket by the same share. */
function latencyOf(bucket: number): number {
  return bucket === ZERO ? 0 : (2 * GAMMA ** bucket) / (GAMMA + 1)
}

function add(buckets: Map<number, number>, bucket: number, count: number): void {
  buckets.set(bucket, (buckets.get(bucket) ?? 0) + count)
}
