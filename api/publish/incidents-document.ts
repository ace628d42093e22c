import type { PublicImpact, PublicIncident, PublicIncidentUpdate } from '#domain/public-incident.ts'
import { iso, isoOrNull } from './iso.ts'

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
