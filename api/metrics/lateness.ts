import { addHistogram, type Buckets, createBuckets } from './buckets.ts'
import { type Family, labelText } from './exposition.ts'
import { isShown, type Watched } from './watched.ts'

export interface LatenessMetrics {
  family: Family
  configure(checks: readonly Watched[]): void
  /** A slot of a check was begun, so many ms after it was due. */
  onLateness(check: Watched['check'], lateMs: number): void
}

const BOUNDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

/** The checks of one region, those that everybody may read of apart from the private ones. */
interface Region {
  shown: Buckets
  hidden: Buckets
}

/** How late checks are begun, by region; where only private checks are asked from, the region is private too. */
export function latenessMetrics(): LatenessMetrics {
  const regions = new Map<string, Region>()
  let watched: ReadonlyMap<string, Watched> = new Map()
  return {
    family: {
      name: 'status_check_lateness_seconds',
      help: 'How long after they were due checks were begun',
      type: 'histogram',
      collect: (add, audience) => {
        const checks = [...watched.values()].filter((one) => isShown(one, audience))
        for (const name of new Set(checks.map(({ check }) => check.region))) {
          const region = regions.get(name)
          if (!region) continue
          addHistogram(add, labelText({ region: name }), audience === 'all' ? sumOf(region) : region.shown)
        }
      },
    },
    configure: (checks) => {
      watched = new Map(checks.map((one) => [one.check.id, one]))
    },
    onLateness: ({ id }, lateMs) => {
      const one = watched.get(id)
      if (!one) return
      const { check, hidden } = one
      const region = regions.get(check.region) ?? { shown: createBuckets(BOUNDS), hidden: createBuckets(BOUNDS) }
      regions.set(check.region, region)
      region[hidden ? 'hidden' : 'shown'].observe(lateMs / 1000)
    },
  }
}

function sumOf({ shown, hidden }: Region): Buckets {
  const sum = createBuckets(BOUNDS)
  sum.merge(shown)
  sum.merge(hidden)
  return sum
}
