export interface RateLimit {
  /** Takes one from what a key may still have; 0, or when there is none in how many ms there will be. */
  take(key: string): number
}

export interface RateLimitOptions {
  /** How many in a row. */
  burst: number
  /** After how many ms there is one more. */
  refillMs: number
  /** How many keys are remembered; past that, those that were not heard of for longest are forgotten. */
  mostKeys: number
  /** Ms on any clock; one that is set back refills nothing. */
  now: () => number
}

interface Bucket {
  left: number
  at: number
}

/** A token bucket for each key, within bounded memory. */
export function createRateLimit({ burst, refillMs, mostKeys, now }: RateLimitOptions): RateLimit {
  const buckets = new Map<string, Bucket>()

  const refilled = ({ left, at }: Bucket): number => Math.min(burst, left + Math.max(0, now() - at) / refillMs)

  return {
    take: (key) => {
      const bucket = buckets.get(key)
      const left = bucket ? refilled(bucket) : burst
      const granted = left >= 1
      // Set anew, so that the map's order is that of the last use.
      buckets.delete(key)
      buckets.set(key, { left: granted ? left - 1 : left, at: now() })
      const [oldest] = buckets.keys()
      if (buckets.size > mostKeys && oldest !== undefined) buckets.delete(oldest)
      return granted ? 0 : Math.ceil((1 - left) * refillMs)
    },
  }
}
