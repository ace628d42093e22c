import type { PublicImpact, PublicIncident, PublicIncidentUpdate } from '#domain/public-incident.ts'
import type { PublicView } from '#domain/public-view.ts'
import { fullName, pageId, type StatuspageComponent, toComponents } from './components.ts'
import { statuspageId } from './id.ts'
import { toStatuspageImpact } from './status.ts'
import { timePrinter } from './times.ts'

/** An incident as Statuspage gives it, its keys in the order of its own documents. */
export function toIncident(incident: PublicIncident, view: PublicView, components = toComponents(view)) {
  const print = timePrinter(view.page.timezone)
  const printOrNull = (at: number | null | undefined) => (at === null || at === undefined ? null : print(at))
  const { id, title, status, impact, updates } = incident
  const monitored = updates.findLast((update) => update.status === 'monitoring')
  const named = new Set([...incident.components, ...updates.flatMap((update) => update.components)].map(({ id }) => id))
  return {
    id: statuspageId(id),
    name: title,
    status,
    created_at: print(incident.createdAt),
    updated_at: print(incident.updatedAt),
    monitoring_at: printOrNull(monitored?.at),
    resolved_at: printOrNull(incident.resolvedAt),
    impact: toStatuspageImpact(impact),
    shortlink: `${view.page.url}/incidents/${id}`,
    started_at: print(incident.startedAt),
    page_id: pageId(view),
    incident_updates: updates.map((update, index) => toUpdate(update, updates[index + 1], incident, view)),
    components: componentsOf([...named], components),
    reminder_intervals: null,
  }
}

/** Components as they are now, by our ids. */
export function componentsOf(
  ids: readonly string[],
  components: readonly StatuspageComponent[],
): StatuspageComponent[] {
  const wanted = new Set(ids.map(statuspageId))
  return components.filter(({ id, group }) => !group && wanted.has(id))
}

function toUpdate(
  update: PublicIncidentUpdate,
  before: PublicIncidentUpdate | undefined,
  incident: PublicIncident,
  view: PublicView,
) {
  const at = timePrinter(view.page.timezone)(update.at)
  return {
    id: statuspageId(update.id),
    status: update.status,
    body: update.html,
    incident_id: statuspageId(incident.id),
    created_at: at,
    updated_at: at,
    display_at: at,
    affected_components: toAffected(before?.components ?? [], update.components, view),
    deliver_notifications: true,
    custom_tweet: null,
    tweet_id: null,
  }
}

/** What became of each component that suffered before or does now; `null` of none. */
function toAffected(before: readonly PublicImpact[], now: readonly PublicImpact[], view: PublicView) {
  const impactIn = (impacts: readonly PublicImpact[], id: string) =>
    impacts.find((one) => one.id === id)?.impact ?? 'operational'
  const affected = view.components.filter(({ id }) => [...before, ...now].some((one) => one.id === id))
  if (affected.length === 0) return null
  return affected.map((component) => ({
    code: statuspageId(component.id),
    name: fullName(component, view),
    old_status: impactIn(before, component.id),
    new_status: impactIn(now, component.id),
  }))
}
