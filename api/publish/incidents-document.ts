import type { PublicImpact, PublicIncident, PublicIncidentUpdate } from '#domain/public-incident.ts'
import type { PublicView } from '#domain/public-view.ts'
import { noSuch } from '../problem.ts'
import { linkToNext, PAGE, readPageQuery, toPage } from './cursor.ts'
import type { DemandRenderer } from './demand.ts'
import type { Rendered } from './edition.ts'
import { iso, isoOrNull } from './iso.ts'
import { expectParameters, type Query, readWord } from './query.ts'

const PATH = '/api/incidents'

/** `/api/incidents`: the newest of those that are open or of the days shown. */
export function toIncidentsDocument(view: PublicView): Rendered {
  return pageOf(view, view.incidents, PAGE.unlessSaid, new URLSearchParams())
}

/** `/api/incidents?status=&limit=&cursor=`: any page of all there ever were. */
export const incidentsDocument: DemandRenderer = {
  path: PATH,
  parameters: ['status', 'limit', 'cursor'],
  render: async ({ view, incidents }, _id, query) => {
    expectParameters(query, ['status', 'limit', 'cursor'])
    const { limit, after } = readPageQuery(query)
    const status = query.has('status') ? readWord(query, 'status', ['unresolved', 'resolved']) : null
    return pageOf(view, await incidents({ status, limit: limit + 1, after }), limit, query)
  },
}

/** `/api/incidents/{id}`: one of them. */
export const incidentDocument: DemandRenderer = {
  path: `${PATH}/:id`,
  parameters: [],
  render: async ({ view, incident }, id, query) => {
    expectParameters(query, [])
    const found = view.incidents.find((one) => one.id === id) ?? (await incident(id))
    if (!found) throw noSuch('incident', id)
    return JSON.stringify(toIncidentJson(found, view.page.url))
  },
}

function pageOf({ page }: PublicView, found: readonly PublicIncident[], limit: number, query: Query): Rendered {
  const { items, nextCursor } = toPage(found, limit, (incident) => incident)
  const incidents = items.map((incident) => toIncidentJson(incident, page.url))
  return { body: JSON.stringify({ incidents, nextCursor }), link: linkToNext(page.url, PATH, query, nextCursor) }
}

/** An incident as public JSON tells it. */
export function toIncidentJson(incident: PublicIncident, pageUrl: string) {
  const { id, title, status, impact, components, automatic, postmortem, updates } = incident
  return {
    id,
    title,
    status,
    impact,
    components: components.map(toImpactJson),
    startedAt: iso(incident.startedAt),
    resolvedAt: isoOrNull(incident.resolvedAt),
    createdAt: iso(incident.createdAt),
    updatedAt: iso(incident.updatedAt),
    nextUpdateBy: isoOrNull(incident.nextUpdateBy),
    automatic,
    postmortem: postmortem?.body ?? null,
    postmortemHtml: postmortem?.html ?? null,
    url: `${pageUrl}/incidents/${id}`,
    updates: updates.map(toUpdateJson),
  }
}

function toUpdateJson({ id, status, at, body, html, components }: PublicIncidentUpdate) {
  return { id, status, at: iso(at), body, html, components: components.map(toImpactJson) }
}

function toImpactJson({ id, impact }: PublicImpact) {
  return { id, impact }
}
