import type { Status } from './status.ts'
import { type ComponentRecord, type Recorded, timeline } from './timeline.ts'

/** What was true of a component at `t`, by all we know now. */
export function statusAt(record: ComponentRecord, t: number): Status {
  return timeline(record, t, t + 1)[0]?.status ?? 'unknown'
}

/** What the page said of a component at `t`: reckoned from what was recorded by then, and not yet superseded. */
export function statusAsOf(record: ComponentRecord, t: number): Status {
  return statusAt(recordAsOf(record, t), t)
}

/** The record of a component as it stood at `t`. */
function recordAsOf({ checks, maintenance, incidents }: ComponentRecord, t: number): ComponentRecord {
  return {
    checks: checks.map(({ regions, worst }) => ({
      worst,
      regions: Object.fromEntries(
        Object.entries(regions).map(([region, all]) => [region, all.filter(({ recordedAt }) => recordedAt <= t)]),
      ),
    })),
    maintenance: maintenance.filter((span) => wasHeld(span, t)).map(held),
    incidents: incidents.filter((span) => wasHeld(span, t)).map(held),
  }
}

/** Whether a fact was recorded by `t`, and not superseded by then. */
export function wasHeld({ from, recordedAt = from, supersededAt }: Recorded & { from: number }, t: number): boolean {
  return recordedAt <= t && (supersededAt ?? Number.POSITIVE_INFINITY) > t
}

/** The fact before it was superseded. */
export function held<Fact extends Recorded>(fact: Fact): Fact {
  return { ...fact, supersededAt: null }
}
