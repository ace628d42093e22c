import { EVENT_KINDS, type EventKind, eventIdOf, type MaintenanceEvent, type Occurrence } from './maintenance.ts'

const REMINDED_MS = 3_600_000

/**
 * What has become of occurrences by itself and is not on record: each with when it was due, however late it is noted.
 *
 * @param known  what is on record of them
 */
export function dueEvents(
  occurrences: readonly Occurrence[],
  known: readonly MaintenanceEvent[],
  at: number,
): MaintenanceEvent[] {
  return missing(occurrences, known, at).filter((event) => event.at <= at)
}

/** When the next thing becomes of occurrences that is not on record, which may have passed; `null` when nothing will. */
export function nextEventAt(occurrences: readonly Occurrence[], known: readonly MaintenanceEvent[]): number | null {
  return missing(occurrences, known, 0).reduce<number | null>(
    (next, event) => (next === null ? event.at : Math.min(next, event.at)),
    null,
  )
}

/** What became of an occurrence when it was changed at an instant. */
export function changeEvents(before: Occurrence, next: Occurrence, at: number): MaintenanceEvent[] {
  const happened: Partial<Record<EventKind, boolean>> = {
    moved: next.startsAt !== before.startsAt,
    extended: next.endsAt - next.startsAt > before.endsAt - before.startsAt,
    cancelled: next.cancelledAt !== null && before.cancelledAt === null,
  }
  return EVENT_KINDS.filter((kind) => happened[kind]).map((kind) => eventOf(next, kind, at, at))
}

/** Events as they happened; those of one instant in the order in which they can. */
export function byTime<Event extends Pick<MaintenanceEvent, 'at' | 'kind'>>(events: readonly Event[]): Event[] {
  return [...events].sort((a, b) => a.at - b.at || EVENT_KINDS.indexOf(a.kind) - EVENT_KINDS.indexOf(b.kind))
}

function missing(occurrences: readonly Occurrence[], known: readonly MaintenanceEvent[], at: number) {
  const ids = new Set(known.map(({ id }) => id))
  const movedAt = new Map(byTime(known).flatMap((one) => (one.kind === 'moved' ? [[one.occurrenceId, one.at]] : [])))
  return byTime(occurrences.flatMap((one) => eventsOf(one, movedAt.get(one.id), at)).filter(({ id }) => !ids.has(id)))
}

/** What becomes of an occurrence by itself, if nobody changes it. */
function eventsOf(occurrence: Occurrence, movedAt: number | undefined, recordedAt: number): MaintenanceEvent[] {
  const { startsAt, endsAt, announcedAt, cancelledAt } = occurrence
  // Of what was over before anybody knew of it nobody is told.
  if (endsAt < announcedAt) return []
  const remindsAt = startsAt - REMINDED_MS
  const isReminded = remindsAt >= Math.max(announcedAt, movedAt ?? announcedAt)
  return [
    eventOf(occurrence, 'announced', announcedAt, recordedAt),
    ...(isReminded ? [eventOf(occurrence, 'reminder', remindsAt, recordedAt)] : []),
    eventOf(occurrence, 'started', startsAt, recordedAt),
    eventOf(occurrence, 'ended', endsAt, recordedAt),
  ].filter((event) => cancelledAt === null || event.at < cancelledAt)
}

function eventOf({ id }: Occurrence, kind: EventKind, at: number, recordedAt: number): MaintenanceEvent {
  return { id: eventIdOf(id, kind, at), occurrenceId: id, kind, at, recordedAt }
}
