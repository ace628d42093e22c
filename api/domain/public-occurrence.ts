import type { Component } from './component.ts'
import type { Facts } from './facts.ts'
import { type MaintenanceEvent, type Occurrence, type OccurrenceState, occurrenceState } from './maintenance.ts'
import { toSafeHtml } from './markdown.ts'

const AHEAD_MS = 30 * 86_400_000

/** One time of a maintenance window. */
export interface PublicOccurrence {
  id: string
  seriesId: string | null
  title: string
  /** Markdown as written. */
  description: string
  /** The same as safe HTML. */
  html: string
  state: OccurrenceState
  startsAt: number
  endsAt: number
  /** The start first announced, when it was moved. */
  movedFrom: number | null
  /** The end first announced, when it was extended. */
  extendedFrom: number | null
  timezone: string
  components: readonly { id: string; name: string }[]
  /** What to expect meanwhile, a sentence each. */
  expect: readonly string[]
  announcedAt: number
  cancelledAt: number | null
  /** What has become of it, oldest first. */
  events: readonly PublicEvent[]
}

export type PublicEvent = Pick<MaintenanceEvent, 'id' | 'kind' | 'at'>

/** Every occurrence that touches something shown, by start. */
export function publicOccurrences(
  { occurrences, maintenanceEvents }: Pick<Facts, 'occurrences' | 'maintenanceEvents'>,
  shown: readonly Component[],
  at: number,
): PublicOccurrence[] {
  return occurrences
    .map((occurrence) => toPublicOccurrence(occurrence, maintenanceEvents, shown, at))
    .filter(({ components }) => components.length > 0)
    .sort((a, b) => a.startsAt - b.startsAt)
}

/** Of these what is in progress, what begins within 30 days, and always the next one. */
export function upcoming(occurrences: readonly PublicOccurrence[], at: number): PublicOccurrence[] {
  const ahead = occurrences.filter(({ endsAt }) => endsAt > at)
  const next = ahead.find(({ state }) => state === 'scheduled')
  return ahead.filter((occurrence) => occurrence.startsAt < at + AHEAD_MS || occurrence === next)
}

/** What the public may know of an occurrence; of its components, those that are shown. */
export function toPublicOccurrence(
  occurrence: Occurrence,
  events: readonly MaintenanceEvent[],
  shown: readonly Component[],
  at: number,
): PublicOccurrence {
  const { id, seriesId, title, description, startsAt, endsAt, timezone, expect, announcedAt } = occurrence
  const { movedFrom, extendedFrom, cancelledAt } = occurrence
  const components = shown.filter((component) => occurrence.components.includes(component.id))
  return {
    id,
    seriesId,
    title,
    description,
    html: toSafeHtml(description),
    state: occurrenceState(occurrence, at),
    startsAt,
    endsAt,
    movedFrom,
    extendedFrom,
    timezone,
    components: components.map(({ id, name }) => ({ id, name })),
    expect,
    announcedAt,
    cancelledAt,
    events: events.filter((one) => one.occurrenceId === id).map(({ id, kind, at }) => ({ id, kind, at })),
  }
}
