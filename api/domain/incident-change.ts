import { ChangeRefused } from './change-refused.ts'
import { beginImpacts, endImpacts, openImpacts, type StatedImpacts, stateImpacts } from './impact-spans.ts'
import { type ComponentImpact, componentImpacts, type Incident, type IncidentStatus, statusOf } from './incident.ts'
import { endOf, requireComing, requireOrder, requirePast } from './incident-times.ts'

/** Who changes an incident, and when. */
export interface By {
  /** Ms since the epoch. */
  at: number
  /** A person, or what the checks saw. */
  person: boolean
}

/** What a new incident says. */
export interface NewIncident {
  title: string
  status: IncidentStatus
  /** An impact that began with the incident has no start of its own. */
  components: readonly (ComponentImpact & { startsAt?: number })[]
  /** Markdown */
  message: string
  /** `null` is now. */
  startedAt: number | null
  /** Only of one that is resolved; `null` is now. */
  resolvedAt: number | null
  nextUpdateBy: number | null
  private: boolean
  draft: boolean
}

/** One more message. */
export interface NewUpdate {
  /** Markdown */
  message: string
  /** `null` leaves it as it was. */
  status: IncidentStatus | null
  /** What is said of components; the others stay as they were. `null` says nothing. */
  components: StatedImpacts | null
  /** From when on that is so, by the ids of components; now unless told. */
  since?: Readonly<Record<string, number>>
  nextUpdateBy: number | null
  /** When it was over, of one that is resolved by this; `null` is now. */
  resolvedAt: number | null
}

/** What can be told otherwise afterwards; what is absent stays. */
export interface IncidentPatch {
  title?: string | undefined
  startedAt?: number | undefined
  resolvedAt?: number | undefined
  postmortem?: string | null | undefined
  nextUpdateBy?: number | null | undefined
}

const MOST_UPDATES = 500

/**
 * An incident as it is opened.
 *
 * @throws {ChangeRefused} when its times cannot be so
 */
export function openIncident(wanted: NewIncident, ids: { id: string; updateId: string }, { at, person }: By): Incident {
  const { title, status, message, nextUpdateBy } = wanted
  const startedAt = wanted.startedAt ?? at
  requirePast(startedAt, '/startedAt', at)
  const resolvedAt = endOf(wanted, { status, startedAt, at })
  requireComing(nextUpdateBy, at)
  const begun = wanted.components.map((one) => ({ startsAt: startedAt, ...one, endsAt: null }))
  const impacts = resolvedAt === null ? begun : endImpacts(begun, resolvedAt)
  return {
    ...{ id: ids.id, revision: 1, createdAt: at, updatedAt: at, automatic: !person, private: wanted.private, title },
    ...{ publishedAt: wanted.draft ? null : at, startedAt, resolvedAt, postmortem: null, impacts },
    nextUpdateBy: resolvedAt === null ? nextUpdateBy : null,
    touchedAt: person ? at : null,
    updates: [{ id: ids.updateId, status, at, body: message, components: openImpacts(impacts) }],
  }
}

/**
 * An incident with one more message. Resolved by it, what its components suffer ends; opened again, they suffer what
 * they did last, unless the message says otherwise.
 *
 * @throws {ChangeRefused} when its times cannot be so, or it has too many messages
 */
export function withUpdate(incident: Incident, wanted: NewUpdate, id: string, by: By): Incident {
  const { at } = after(incident, by)
  const status = wanted.status ?? statusOf(incident)
  const isEnd = status === 'resolved' && incident.resolvedAt === null
  if (isFull(incident) && !isEnd)
    throw new ChangeRefused(`An incident has at most ${MOST_UPDATES} updates, and one that resolves it.`)
  if (status === 'resolved') requireRecovered(wanted.components)
  const reopened = incident.resolvedAt !== null && status !== 'resolved'
  const before = reopened
    ? stateImpacts(incident.impacts, asStated(componentImpacts(incident)), () => at)
    : incident.impacts
  const stated = stateImpacts(before, wanted.components ?? {}, (id) => wanted.since?.[id] ?? at)
  const wasOver = status === 'resolved' ? incident.resolvedAt : null
  const resolvedAt =
    wanted.resolvedAt === null && wasOver !== null ? wasOver : endOf(wanted, { ...incident, status, at })
  requireComing(wanted.nextUpdateBy, at)
  const impacts = resolvedAt === null ? stated : endImpacts(stated, resolvedAt)
  const update = { id, status, at, body: wanted.message, components: openImpacts(impacts) }
  return {
    ...touched(incident, by),
    ...{ resolvedAt, impacts, updates: [...incident.updates, update] },
    nextUpdateBy: resolvedAt === null ? wanted.nextUpdateBy : null,
  }
}

/** Whether no more can be said of an incident than that it is over. */
export function isFull({ updates }: Incident): boolean {
  return updates.length >= MOST_UPDATES
}

/**
 * An incident that is told otherwise: its title, its times, what was learned from it.
 *
 * @throws {ChangeRefused} when it is not so far, or its times cannot be so
 */
export function patchIncident(incident: Incident, patch: IncidentPatch, by: By): Incident {
  const { at } = after(incident, by)
  const { title = incident.title, startedAt = incident.startedAt, postmortem = incident.postmortem } = patch
  const { resolvedAt = incident.resolvedAt, nextUpdateBy = incident.nextUpdateBy } = patch
  if (patch.resolvedAt !== undefined && incident.resolvedAt === null)
    throw new ChangeRefused('It is not resolved yet: an update with the status "resolved" does that.')
  if (patch.postmortem && incident.resolvedAt === null)
    throw new ChangeRefused('A postmortem is written when the incident is resolved.')
  if (patch.nextUpdateBy && resolvedAt !== null) throw new ChangeRefused('It is resolved: no update is promised.')
  if (patch.nextUpdateBy) requireComing(patch.nextUpdateBy, at)
  if (patch.startedAt !== undefined) requirePast(startedAt, '/startedAt', at)
  if (resolvedAt !== null)
    requireOrder(startedAt, resolvedAt, patch.resolvedAt === undefined ? '/startedAt' : '/resolvedAt')
  if (patch.resolvedAt !== undefined) requirePast(patch.resolvedAt, '/resolvedAt', at)
  const begun = beginImpacts(incident.impacts, { before: incident.startedAt, start: startedAt })
  const impacts = resolvedAt === null ? begun : moveEnd(begun, incident.resolvedAt, resolvedAt)
  return { ...touched(incident, by), title, startedAt, resolvedAt, postmortem, nextUpdateBy, impacts }
}

/**
 * An incident with one message put right. What it said before is for the audit log.
 *
 * @returns `undefined` when it has no such update
 */
export function correctUpdate(incident: Incident, updateId: string, message: string, by: By): Incident | undefined {
  if (!incident.updates.some(({ id }) => id === updateId)) return undefined
  const updates = incident.updates.map((update) => (update.id === updateId ? { ...update, body: message } : update))
  return { ...touched(incident, by), updates }
}

/**
 * A draft that is told to visitors.
 *
 * @throws {ChangeRefused} when it is published, or never will be
 */
export function publishIncident(incident: Incident, by: By): Incident {
  if (incident.private) throw new ChangeRefused('It is private, and stays so.')
  if (incident.publishedAt !== null) throw new ChangeRefused('It is published already.')
  const next = touched(incident, by)
  return { ...next, publishedAt: next.updatedAt }
}

/** What is over is suffered by nobody: an impact that comes with that would be lost. @throws {ChangeRefused} */
function requireRecovered(components: StatedImpacts | null): void {
  const isSuffered = Object.values(components ?? {}).some((impact) => impact !== 'operational')
  if (isSuffered) throw new ChangeRefused('expected none but operational, as it is resolved', '/components')
}

function touched(incident: Incident, by: By): Incident {
  const { at, person } = after(incident, by)
  const touchedAt = person ? (incident.touchedAt ?? at) : incident.touchedAt
  return { ...incident, revision: incident.revision + 1, updatedAt: at, touchedAt }
}

/** Changes of one ms are told apart: each is later than the one before. */
function after({ updatedAt }: Incident, { at, person }: By): By {
  return { at: Math.max(at, updatedAt + 1), person }
}

/** What ended with the incident ends where it is now said to have ended. */
function moveEnd(spans: Incident['impacts'], before: number | null, end: number): Incident['impacts'] {
  return endImpacts(
    spans.map((span) => (span.endsAt === before ? { ...span, endsAt: null } : span)),
    end,
  )
}

function asStated(impacts: readonly ComponentImpact[]): StatedImpacts {
  return Object.fromEntries(impacts.map(({ id, impact }) => [id, impact]))
}
