import { listEvents } from '#db/maintenance-events.ts'
import type { HeldOccurrence } from '#db/occurrences.ts'
import type { Database } from '#db/open.ts'
import type { Orm } from '#db/writer.ts'
import type { Configuration } from '#domain/configuration.ts'
import { type MaintenanceSeries, type Occurrence, occurrenceState } from '#domain/maintenance.ts'
import { toPublicOccurrence } from '#domain/public-occurrence.ts'
import { iso, isoOrNull } from '../publish/iso.ts'
import { toOccurrenceJson } from '../publish/maintenance-document.ts'

/** How occurrences are shown to operators. */
export interface ShowOccurrences {
  db: Database
  configuration: Configuration
  publicUrl: string
  at: number
}

/** Occurrences as operators see them: private components and all, with what has become of them. */
export async function toOperatorOccurrences(
  occurrences: readonly HeldOccurrence[],
  { db, configuration, publicUrl, at }: ShowOccurrences,
  through: Pick<Orm, 'select'> = db.orm,
) {
  const events = await listEvents(
    db,
    occurrences.map(({ id }) => id),
    through,
  )
  return occurrences.map((one) => ({
    ...toOccurrenceJson(toPublicOccurrence(one, events, configuration.components, at), publicUrl),
    revision: one.revision,
    handledAt: isoOrNull(one.handledAt),
  }))
}

/** What the audit log keeps of an occurrence on one side of a change. */
export function toAuditedOccurrence(occurrence: Occurrence, at: number) {
  const { title, description, components, expect, startsAt, endsAt, seriesId } = occurrence
  const state = occurrenceState(occurrence, at)
  return { title, description, components, expect, startsAt: iso(startsAt), endsAt: iso(endsAt), seriesId, state }
}

/** A series as operators see it. */
export function toSeriesJson(
  id: string,
  definition: MaintenanceSeries,
  held: { origin: 'file' | 'api'; revision: number; cancelledAt: number | null },
) {
  const { title, description, components, expect, startsAt, durationMinutes, timezone, rrule, noticeDays } = definition
  return {
    ...{ id, origin: held.origin, title, description, components, expect, startsAt, durationMinutes, timezone, rrule },
    ...{ noticeDays, revision: held.revision, cancelledAt: isoOrNull(held.cancelledAt) },
  }
}
