import type { MaintenanceEvent, MaintenanceSeries, Occurrence } from '#domain/maintenance.ts'
import { dueEvents } from '#domain/maintenance-events.ts'
import { entered, plannedOccurrences, replanned, withdrawn } from '#domain/series.ts'

const DAY_MS = 86_400_000
/** Less than the product's year, so that the end of what is planned is passed often. */
const PLANNED_MS = 30 * DAY_MS
/** What has been over for so long is looked at no more. */
const KEPT_MS = 10 * DAY_MS

/** What a server does with a series of its configuration, by the same rules, in memory. */
export interface Planner {
  /** Plans, and notes what is due. */
  tick(at: number): void
  /** All that were ever entered, as they now stand. */
  occurrences(): Occurrence[]
  events(): MaintenanceEvent[]
  /** The ids of those that a later plan changed or withdrew. */
  revised(): string[]
}

export function createPlanner(series: MaintenanceSeries): Planner {
  const standing = new Map<string, Occurrence>()
  const events: MaintenanceEvent[] = []
  const revised: string[] = []

  const plan = (at: number, current: readonly Occurrence[]) => {
    const planned = plannedOccurrences({ configured: [series], held: [] }, at, at + PLANNED_MS)
    const ids = new Set(planned.map(({ id }) => id))
    for (const one of planned) {
      const before = standing.get(one.id)
      const next = before ? replanned(before, one, at) : entered(one, at)
      if (before && JSON.stringify(before) !== JSON.stringify(next)) revised.push(one.id)
      standing.set(one.id, next)
    }
    const forgotten = current.filter(({ id, endsAt }) => endsAt > at && !ids.has(id))
    revised.push(...forgotten.filter((one) => withdrawn(one, at) !== one).map(({ id }) => id))
  }

  return {
    tick(at) {
      const current = () => [...standing.values()].filter(({ endsAt }) => endsAt > at - KEPT_MS)
      plan(at, current())
      const known = events.filter((event) => event.at > at - 2 * PLANNED_MS)
      events.push(...dueEvents(current(), known, at))
    },
    occurrences: () => [...standing.values()],
    events: () => events,
    revised: () => revised,
  }
}
