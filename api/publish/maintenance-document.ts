import { OCCURRENCE_STATES } from '#domain/maintenance.ts'
import type { PublicOccurrence } from '#domain/public-occurrence.ts'
import type { PublicView } from '#domain/public-view.ts'
import { noSuch } from '../problem.ts'
import { linkToNext, readPageQuery, toPage } from './cursor.ts'
import type { DemandRenderer } from './demand.ts'
import { iso, isoOrNull } from './iso.ts'
import { expectParameters, readWord } from './query.ts'

const PATH = '/api/maintenance'
const PARAMETERS = ['state', 'limit', 'cursor']

/** `/api/maintenance`: what the page shows, that is what is in progress, begins within 30 days or comes next. */
export function toMaintenanceDocument({ maintenance, page }: PublicView): string {
  return JSON.stringify({ maintenance: maintenance.map((one) => toOccurrenceJson(one, page.url)), nextCursor: null })
}

/** `/api/maintenance?state=&limit=&cursor=`: any page of all there ever were, what is to come soonest first. */
export const maintenanceDocument: DemandRenderer = {
  path: PATH,
  parameters: PARAMETERS,
  render: async ({ view, occurrences }, _id, query) => {
    expectParameters(query, PARAMETERS)
    const { limit, after } = readPageQuery(query)
    const state = query.has('state') ? readWord(query, 'state', OCCURRENCE_STATES) : null
    const found = await occurrences({ state, limit: limit + 1, after, at: view.at })
    const { items, nextCursor } = toPage(found, limit, ({ startsAt: startedAt, id }) => ({ startedAt, id }))
    const { url } = view.page
    const maintenance = items.map((one) => toOccurrenceJson(one, url))
    return { body: JSON.stringify({ maintenance, nextCursor }), link: linkToNext(url, PATH, query, nextCursor) }
  },
}

/** `/api/maintenance/{id}`: one of them. */
export const occurrenceDocument: DemandRenderer = {
  path: `${PATH}/:id`,
  parameters: [],
  render: async ({ view, occurrence }, id, query) => {
    expectParameters(query, [])
    const found = await occurrence(id, view.at)
    if (!found) throw noSuch('maintenance', id)
    return JSON.stringify(toOccurrenceJson(found, view.page.url))
  },
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
