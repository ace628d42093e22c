import type { Configuration } from '#domain/configuration.ts'
import { componentImpacts, type Incident, statusOf } from '#domain/incident.ts'
import { toPublicIncident } from '#domain/public-incident.ts'
import { toIncidentJson } from '../publish/incidents-document.ts'
import { isoOrNull } from '../publish/iso.ts'

/** An incident as operators see it: private components, drafts and all. */
export function toOperatorIncident(incident: Incident, { components }: Configuration, pageUrl: string) {
  const { revision, private: hidden, publishedAt, touchedAt } = incident
  return {
    ...toIncidentJson(toPublicIncident(incident, components), pageUrl),
    revision,
    private: hidden,
    publishedAt: isoOrNull(publishedAt),
    touchedAt: isoOrNull(touchedAt),
  }
}

/**
 * What the audit log keeps of an incident on one side of a change.
 *
 * @param updateId  the message that the change is about
 */
export function toAuditedIncident(incident: Incident, updateId: string | null = null) {
  const { title, publishedAt, startedAt, resolvedAt, nextUpdateBy, postmortem, private: hidden } = incident
  const update = incident.updates.find(({ id }) => id === updateId)
  return {
    ...{ title, status: statusOf(incident), components: componentImpacts(incident), private: hidden, postmortem },
    publishedAt: isoOrNull(publishedAt),
    startedAt: isoOrNull(startedAt),
    resolvedAt: isoOrNull(resolvedAt),
    nextUpdateBy: isoOrNull(nextUpdateBy),
    ...(update && { update: { id: update.id, message: update.body } }),
  }
}
