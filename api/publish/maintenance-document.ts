import type { PublicOccurrence } from '#domain/public-occurrence.ts'
import type { PublicView } from '#domain/public-view.ts'
import { iso, isoOrNull } from './iso.ts'

/** `/api/maintenance`: what the page shows, that is what is in progress, begins within 30 days or comes next. */
export function toMaintenanceDocument({ maintenance, page }: PublicView): string {
  return JSON.stringify({ maintenance: maintenance.map((one) => toOccurrenceJson(one, page.url)), nextCursor: null })
}

/** An occurrence as public JSON tells it. */
export function toOccurrenceJson(occurrence: PublicOccurrence, pageUrl: string) {
  const { id, seriesId, title, description, html, state, startsAt, endsAt, timezone, expect, events } = occurrence
  const begun = state === 'in_progress' || state === 'completed'
  return {
    id,
    seriesId,
    title,
    description,
    html,
    state,
    startsAt: iso(startsAt),
    endsAt: iso(endsAt),
    timezone,
    movedFrom: isoOrNull(occurrence.movedFrom),
    extendedFrom: isoOrNull(occurrence.extendedFrom),
    components: occurrence.components.map((component) => component.id),
    expect,
    announcedAt: iso(occurrence.announcedAt),
    startedAt: begun ? iso(startsAt) : null,
    endedAt: state === 'completed' ? iso(endsAt) : null,
    cancelledAt: isoOrNull(occurrence.cancelledAt),
    events: events.map((event) => ({ ...event, at: iso(event.at) })),
    url: `${pageUrl}/maintenance/${id}`,
  }
}
