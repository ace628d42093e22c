import { DAYS_SHOWN, type PublicComponent, type PublicView } from '#domain/public-view.ts'
import { toIncidentJson } from './incidents-document.ts'
import { iso, isoOrNull } from './iso.ts'
import { toOccurrenceJson } from './maintenance-document.ts'

/** `/api/summary`: the whole page as one document. */
export function toSummaryDocument(view: PublicView): string {
  const { page, status, sentence, at, evidenceAt, staleAfterMs, components, incidents, maintenance } = view
  return JSON.stringify({
    page: { name: page.name, url: page.url, timezone: page.timezone },
    status,
    description: sentence,
    updatedAt: iso(at),
    evidenceAt: isoOrNull(evidenceAt),
    staleAfterSeconds: staleAfterMs / 1000,
    components: components.map(toSummaryComponent),
    incidents: incidents
      .filter(({ resolvedAt }) => resolvedAt === null)
      .map((incident) => toIncidentJson(incident, page.url)),
    maintenance: maintenance.map((occurrence) => toOccurrenceJson(occurrence, page.url)),
  })
}

/** A component with all but its checks. */
export function toSummaryComponent({ id, name, description, group, status, since, reason, uptime }: PublicComponent) {
  const { uptime: ratio, coverage } = uptime
  return {
    ...{ id, name, description, group, status, since: isoOrNull(since), reason },
    uptime: { days: DAYS_SHOWN, uptime: ratio, coverage },
  }
}
