import { addHistogram } from './buckets.ts'
import { type Family, labelText } from './exposition.ts'
import { createPartlyHidden, type PartlyHidden } from './partly-hidden.ts'
import { isShown, type Watched } from './watched.ts'

export interface LatenessMetrics {
  family: Family
  configure(checks: readonly Watched[]): void
  /** A slot of a check was begun, so many ms after it was due. */
  onLateness(check: Watched['check'], lateMs: number): void
}

const BOUNDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

/** How late checks are begun, by region; where only private checks are asked from, the region is private too. */
export function latenessMetrics(): LatenessMetrics {
  const regions = new Map<string, PartlyHidden>()
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
          if (region) addHistogram(add, labelText({ region: name }), region.seenBy(audience))
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
      const region = regions.get(check.region) ?? createPartlyHidden(BOUNDS)
      regions.set(check.region, region)
      region.observe(lateMs / 1000, hidden)
    },
  }
}
