import type { PublicEvent, PublicOccurrence } from '#domain/public-occurrence.ts'
import type { PublicView } from '#domain/public-view.ts'
import { escapeText } from '../escape.ts'
import { fullName, pageId, toComponents } from './components.ts'
import { statuspageId } from './id.ts'
import { componentsOf } from './incidents.ts'
import { timePrinter } from './times.ts'

/** What Statuspage calls the state that an event left an occurrence in; events that change none are its “Update”. */
const STATUS_AFTER = { started: 'in_progress', ended: 'completed' } as const

/** An occurrence that has been announced, as Statuspage gives it. */
export function toMaintenance(occurrence: PublicOccurrence, view: PublicView, components = toComponents(view)) {
  const print = timePrinter(view.page.timezone)
  const { id, title, state, startsAt, endsAt, announcedAt, events } = occurrence
  const announced = print(announcedAt)
  return {
    id: statuspageId(id),
    name: title,
    status: state,
    created_at: announced,
    updated_at: print(events.at(-1)?.at ?? announcedAt),
    monitoring_at: null,
    resolved_at: state === 'completed' ? print(endsAt) : null,
    impact: 'maintenance',
    shortlink: `${view.page.url}/maintenance/${id}`,
    started_at: announced,
    page_id: pageId(view),
    incident_updates: events
      .map((event, index) => toUpdate(event, events.slice(0, index + 1), occurrence, view))
      .reverse(),
    components: componentsOf(
      occurrence.components.map((component) => component.id),
      components,
    ),
    scheduled_for: print(startsAt),
    scheduled_until: print(endsAt),
  }
}

function toUpdate(event: PublicEvent, soFar: readonly PublicEvent[], occurrence: PublicOccurrence, view: PublicView) {
  const at = timePrinter(view.page.timezone)(event.at)
  const status = statusAfter(soFar)
  return {
    id: statuspageId(event.id),
    status,
    body: bodyOf(event, occurrence),
    incident_id: statuspageId(occurrence.id),
    created_at: at,
    updated_at: at,
    display_at: at,
    affected_components: toAffected(status, occurrence, view),
    deliver_notifications: true,
    custom_tweet: null,
    tweet_id: null,
  }
}

function statusAfter(events: readonly PublicEvent[]): 'scheduled' | 'in_progress' | 'completed' {
  const turn = events.findLast(({ kind }) => kind in STATUS_AFTER)
  return turn ? STATUS_AFTER[turn.kind as keyof typeof STATUS_AFTER] : 'scheduled'
}

/** What readers are told where nobody wrote anything: each event in words, and what to expect. */
function bodyOf({ kind }: PublicEvent, { html, expect }: PublicOccurrence): string {
  if (kind !== 'announced') return BODIES[kind]
  const expected = expect.length > 0 ? `<ul>${expect.map((line) => `<li>${escapeText(line)}</li>`).join('')}</ul>` : ''
  return `${html}${expected}` || BODIES.announced
}

const BODIES: Readonly<Record<PublicEvent['kind'], string>> = {
  announced: 'Maintenance is planned.',
  moved: 'The maintenance was moved to another time.',
  extended: 'The maintenance takes longer than was planned.',
  reminder: 'The maintenance begins in an hour.',
  started: 'The maintenance has begun.',
  ended: 'The maintenance is over.',
  cancelled: 'The maintenance was cancelled.',
}

function toAffected(status: string, { components }: PublicOccurrence, view: PublicView) {
  const affected = view.components.filter(({ id }) => components.some((one) => one.id === id))
  if (affected.length === 0) return null
  const after = status === 'in_progress' ? 'under_maintenance' : 'operational'
  return affected.map((component) => ({
    code: statuspageId(component.id),
    name: fullName(component, view),
    old_status: status === 'completed' ? 'under_maintenance' : 'operational',
    new_status: after,
  }))
}
