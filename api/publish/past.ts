import type { Facts } from '#domain/facts.ts'
import type { HourlyLatency } from '#domain/latency.ts'
import type { OccurrenceState } from '#domain/maintenance.ts'
import type { PublicIncident } from '#domain/public-incident.ts'
import type { PublicOccurrence } from '#domain/public-occurrence.ts'
import type { PageQuery } from './cursor.ts'

/** The facts of before, as they are looked up. */
export interface Past extends Omit<Told, 'everything'> {
  /**
   * The facts as they stand, with the transitions that took effect since an instant and the last before it.
   */
  factsOfPast: (past: FactsQuery) => Promise<Facts>
  /** How fast the checks that decide a component's status were answered, in the hours that begin in `[from, to)`. */
  latencies: (window: { component: string; from: number; to: number }) => Promise<HourlyLatency[]>
  /** Everything that people told, newest first. */
  everything: () => Promise<PublicHistory>
}

/** Which facts of before are looked up. */
export interface FactsQuery {
  since: number
  /** Only the transitions of this one's checks; `null` is all. */
  component: string | null
  /** Whether they reach back to what may have been recorded later. */
  asTold: boolean
  /** Whether a page is drawn of them: with incidents, and with maintenance to come. */
  isWhole?: boolean
}

/** What the public is told by people, as far back as the record goes. */
export interface Told {
  /** A page of incidents, newest start first. */
  incidents(query: IncidentQuery): Promise<PublicIncident[]>
  /** One incident; `undefined` when the public is told of none such. */
  incident(id: string): Promise<PublicIncident | undefined>
  /** Those that were open at some time of `[from, to)`, newest start first. */
  incidentsIn(span: { from: number; to: number }): Promise<PublicIncident[]>
  /** A page of the occurrences of maintenance, as they are at an instant. */
  occurrences(query: OccurrenceQuery): Promise<PublicOccurrence[]>
  /** One of them at an instant; `undefined` when the public is told of none such. */
  occurrence(id: string, at: number): Promise<PublicOccurrence | undefined>
  /** Everything that was told, and is planned at an instant, newest first. */
  everything(at: number): Promise<PublicHistory>
}

/** Everything that people told. */
export interface PublicHistory {
  incidents: readonly PublicIncident[]
  occurrences: readonly PublicOccurrence[]
}

type IncidentQuery = PageQuery & { status: 'unresolved' | 'resolved' | null }
type OccurrenceQuery = PageQuery & { state: OccurrenceState | null; at: number }
