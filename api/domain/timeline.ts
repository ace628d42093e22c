import { checkStatus, componentStatus } from './component-status.ts'
import { quorum } from './quorum.ts'
import type { Impact, Status } from './status.ts'
import type { Transition, Verdict } from './verdict.ts'

/** A time of constant status, `[from, to)`. */
export interface Interval {
  from: number
  to: number
  status: Status
}

/** When a fact was recorded and, if another has replaced it, until when it was held true. */
export interface Recorded {
  /** Without it the fact was recorded when it began. */
  recordedAt?: number
  /** `null` or absent while it is held true. Of what is true by all we know now, a replaced fact is no part. */
  supersededAt?: number | null
}

export interface MaintenanceSpan extends Recorded {
  from: number
  to: number
}

export interface IncidentSpan extends Recorded {
  from: number
  /** `null` while it has not ended. */
  to: number | null
  impact: Impact
}

export interface CheckRecord {
  /** The transitions of each region, in any order; of equal `at` the later recorded counts, then the later in the list. */
  regions: Readonly<Record<string, readonly Transition[]>>
  /** The most severe status that the check can claim. */
  worst: Impact | null
}

/** All that is on record of a component; `checks` are those that may lower its status. */
export interface ComponentRecord {
  checks: readonly CheckRecord[]
  maintenance: readonly MaintenanceSpan[]
  incidents: readonly IncidentSpan[]
}

/** The state of a sweep over a record: what holds at the instant that it has reached. */
interface Sweep {
  verdicts: Verdict[][]
  caps: (Impact | null)[]
  maintenances: number
  impacts: Impact[]
}

/** Something that changes at an instant. */
interface Change {
  at: number
  recordedAt: number
  apply: (sweep: Sweep) => void
}

/** The status of a component over `[from, to)` by all we know now: intervals without gaps, neighbours differ. */
export function timeline(record: ComponentRecord, from: number, to: number): Interval[] {
  const changes = changesOf(record, to)
  const sweep = start(record)
  const intervals: Interval[] = []
  let next = 0
  let at = from
  while (at < to) {
    for (let change = changes[next]; change && change.at <= at; change = changes[++next]) change.apply(sweep)
    const end = Math.min(changes[next]?.at ?? to, to)
    append(intervals, { from: at, to: end, status: statusOf(sweep) })
    at = end
  }
  return intervals
}

/** Whether a fact is part of what is true by all we know now. */
export function isCurrent({ supersededAt }: Recorded): boolean {
  return supersededAt === undefined || supersededAt === null
}

function append(intervals: Interval[], next: Interval): void {
  const last = intervals.at(-1)
  if (last?.status === next.status) last.to = next.to
  else intervals.push(next)
}

function start({ checks }: ComponentRecord): Sweep {
  return {
    verdicts: checks.map(({ regions }) => Object.keys(regions).map(() => 'unknown')),
    caps: checks.map(({ worst }) => worst),
    maintenances: 0,
    impacts: [],
  }
}

function statusOf({ verdicts, caps, maintenances, impacts }: Sweep): Status {
  const checks = verdicts.map((regions, index) => checkStatus(quorum(regions), caps[index] ?? null))
  return componentStatus({ checks, inMaintenance: maintenances > 0, impacts })
}

/** All changes before `to`, in the order in which they take effect; the sort keeps the order of equals. */
function changesOf({ checks, maintenance, incidents }: ComponentRecord, to: number): Change[] {
  const changes = [
    ...checks.flatMap(({ regions }, check) =>
      Object.values(regions).flatMap((transitions, region) => verdictChanges(transitions, check, region)),
    ),
    ...maintenance.filter(covers).flatMap(maintenanceChanges),
    ...incidents.filter(covers).flatMap(incidentChanges),
  ]
  return changes.filter(({ at }) => at < to).sort((a, b) => a.at - b.at || a.recordedAt - b.recordedAt)
}

function covers(span: { from: number; to: number | null } & Recorded): boolean {
  return isCurrent(span) && (span.to === null || span.to > span.from)
}

function verdictChanges(transitions: readonly Transition[], check: number, region: number): Change[] {
  return transitions.map(({ at, recordedAt, verdict }) => ({
    at,
    recordedAt,
    apply: ({ verdicts }) => {
      const regions = verdicts[check]
      if (regions) regions[region] = verdict
    },
  }))
}

function maintenanceChanges({ from, to }: MaintenanceSpan): Change[] {
  return [
    { at: from, recordedAt: from, apply: (sweep) => void sweep.maintenances++ },
    { at: to, recordedAt: to, apply: (sweep) => void sweep.maintenances-- },
  ]
}

function incidentChanges({ from, to, impact }: IncidentSpan): Change[] {
  const begin: Change = { at: from, recordedAt: from, apply: ({ impacts }) => void impacts.push(impact) }
  if (to === null) return [begin]
  const end: Change = {
    at: to,
    recordedAt: to,
    apply: ({ impacts }) => void impacts.splice(impacts.indexOf(impact), 1),
  }
  return [begin, end]
}
