import { type Impact, worst } from './status.ts'

/** How far a disturbance is understood; the newest update sets it. */
export const INCIDENT_STATUSES = ['investigating', 'identified', 'monitoring', 'resolved'] as const
export type IncidentStatus = (typeof INCIDENT_STATUSES)[number]

/** What a component suffers. */
export interface ComponentImpact {
  /** The component's id. */
  id: string
  impact: Impact
}

/** From when to when a component suffered what, `[startsAt, endsAt)`; `null` while it still does. */
export interface ImpactSpan extends ComponentImpact {
  startsAt: number
  endsAt: number | null
}

/** One dated message. */
export interface IncidentUpdate {
  id: string
  status: IncidentStatus
  at: number
  /** Markdown as written. */
  body: string
  /** What is suffered from then on: after a resolution nothing. */
  components: readonly ComponentImpact[]
}

/** A disturbance told to visitors. */
export interface Incident {
  id: string
  /** How often it was changed, from 1. */
  revision: number
  createdAt: number
  /** When it was last changed. */
  updatedAt: number
  /** Opened by what the checks saw, not by a person. */
  automatic: boolean
  /** Kept from the public for good. */
  private: boolean
  title: string
  /** `null` of a draft. */
  publishedAt: number | null
  startedAt: number
  resolvedAt: number | null
  /** Until when the next update is promised; `null` when none is. */
  nextUpdateBy: number | null
  /** Markdown as written. */
  postmortem: string | null
  /** When a person first wrote to it; `null` while nobody has. */
  touchedAt: number | null
  /** Oldest first; at least one. */
  updates: readonly IncidentUpdate[]
  impacts: readonly ImpactSpan[]
}

/** The status that the newest update set. */
export function statusOf({ updates }: Pick<Incident, 'updates'>): IncidentStatus {
  return updates.at(-1)?.status ?? 'investigating'
}

/** What its components suffer now; of a resolved one, what they suffered in its last unresolved moment. */
export function componentImpacts({ impacts, resolvedAt }: Pick<Incident, 'impacts' | 'resolvedAt'>): ComponentImpact[] {
  return impacts.filter(({ endsAt }) => endsAt === resolvedAt).map(({ id, impact }) => ({ id, impact }))
}

/** The worst of some impacts; `null` when there are none. */
export function impactOf(impacts: readonly ComponentImpact[]): Impact | null {
  const stated = impacts.map(({ impact }) => impact)
  // Of nothing but impacts, the worst is one.
  return stated.length === 0 ? null : (worst(stated) as Impact)
}
