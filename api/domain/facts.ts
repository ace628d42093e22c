import type { Configuration } from './configuration.ts'
import type { ImpactSpan, Incident } from './incident.ts'
import type { LatencyBucket } from './latency.ts'
import type { MaintenanceEvent, Occurrence } from './maintenance.ts'
import type { Outcome, Result } from './result.ts'
import type { Impact } from './status.ts'
import type { Recorded } from './timeline.ts'
import type { Transition } from './verdict.ts'

/** A change of verdict, with the check it is of and the reason that the confirming result gave. */
export interface CheckTransition extends Transition {
  checkId: string
  region: string
  reasonCode: string | null
}

/** The newest that was seen of a check from one region. */
export interface Evidence {
  checkId: string
  region: string
  /** When the newest definite result came in; `null` when there is none. */
  lastDefiniteAt: number | null
  lastOutcome: Outcome | null
  /** When the newest result came in, whatever its outcome, and how long it took; `null` when there is none. */
  lastAt: number | null
  lastDurationMs: number | null
  /** The reason that the newest result gave, whatever its outcome. */
  lastReasonCode: string | null
  /** The trace of the newest result, where that is not `up` and its trace was kept. For operators only. */
  lastTraceId?: string | undefined
  /** What the newest definite result said; `null` when there is none. */
  definite: Pick<Result, 'outcome' | 'reasonCode'> | null
}

/** A public check that once decided its component's status, and is of that component no more. */
export interface RetiredCheck {
  id: string
  componentId: string
  region: string
  /** The most severe status that it could claim. */
  worst: Impact | null
  /** Where its record ends: from then on it says nothing. */
  retiredAt: number
}

/** All that a view is made from: the configuration and the record, as they stand. */
export interface Facts {
  configuration: Configuration
  publicUrl: string
  /** When each component was first configured, by its id. */
  births: ReadonlyMap<string, number>
  /** Of each check and region, retired ones included, those of the days shown and the last before them, in the order they hold. */
  transitions: readonly CheckTransition[]
  evidence: readonly Evidence[]
  /** By component, the hours of the last 24 in which it answered, oldest first. */
  latencies: ReadonlyMap<string, readonly LatencyBucket[]>
  /** Those that left within the days shown, each under an id that no configured check has. */
  retired: readonly RetiredCheck[]
  /** Those that touch the days shown, and those to come. */
  occurrences: readonly (Occurrence & Recorded)[]
  /** What has become of them, as it happened. */
  maintenanceEvents: readonly MaintenanceEvent[]
  /** Those that are open, drafts and private ones among them, and those that touch the days shown. */
  incidents: readonly Incident[]
  /** What published incidents, none of them private, say of components in the time that is asked for. */
  impacts: readonly (ImpactSpan & Recorded)[]
}
