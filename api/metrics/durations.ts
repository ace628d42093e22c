import type { Result } from '#domain/result.ts'
import { addHistogram } from './buckets.ts'
import { type Family, labelText } from './exposition.ts'
import { createPartlyHidden, type PartlyHidden } from './partly-hidden.ts'
import { isShown, type Watched } from './watched.ts'

export interface DurationMetrics {
  family: Family
  /** Keeps what was counted of the components that stay. */
  configure(checks: readonly Watched[]): void
  onResult(result: Result): void
}

const BOUNDS = [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5]

/**
 * How long probes took that say something of their target, by component, with a trace of some where traces are kept. A
 * histogram a check would make a scrape a third longer.
 */
export function durationMetrics(): DurationMetrics {
  let watched: ReadonlyMap<string, Watched> = new Map()
  let durations: ReadonlyMap<string, PartlyHidden> = new Map()
  return {
    family: {
      name: 'status_check_duration_seconds',
      help: 'How long probes took, those aside that say nothing of their target',
      type: 'histogram',
      collect: (add, audience) => {
        const shown = [...watched.values()].filter((one) => isShown(one, audience))
        for (const component of new Set(shown.map(({ check }) => check.componentId))) {
          const counted = durations.get(component)
          if (counted) addHistogram(add, labelText({ component }), counted.seenBy(audience), audience)
        }
      },
    },
    configure: (checks) => {
      watched = new Map(checks.map((one) => [one.check.id, one]))
      const components = new Set(checks.map(({ check }) => check.componentId))
      durations = new Map([...components].map((id) => [id, durations.get(id) ?? createPartlyHidden(BOUNDS)]))
    },
    onResult: ({ checkId, outcome, durationMs, traceId, at }) => {
      const one = watched.get(checkId)
      if (!one || outcome === 'unknown') return
      const exemplar = traceId === undefined ? undefined : { traceId, at }
      durations.get(one.check.componentId)?.observe(durationMs / 1000, one.hidden, exemplar)
    },
  }
}
