import { type Context, Hono } from 'hono'
import { insertIncident, updateIncident } from '#db/incident-changes.ts'
import { findIncident, listIncidentPage } from '#db/incidents.ts'
import type { Database } from '#db/open.ts'
import type { Configuration } from '#domain/configuration.ts'
import type { Incident } from '#domain/incident.ts'
import {
  type By,
  correctUpdate,
  openIncident,
  patchIncident,
  publishIncident,
  withUpdate,
} from '#domain/incident-change.ts'
import { UNCACHED } from '../headers.ts'
import { newId } from '../new-id.ts'
import { type ChangeBy, type Changed, tagOf } from '../operators/change.ts'
import { toAuditedIncident, toOperatorIncident } from '../operators/incident-json.ts'
import { emptyBody, jsonBody } from '../operators/json-body.ts'
import { requireKnown } from '../operators/known-components.ts'
import type { OperatorEnv, RequireScope } from '../operators/operator-env.ts'
import { noSuch, Problem } from '../problem.ts'
import { readPageQuery, toPage } from '../publish/cursor.ts'
import { expectParameters, readWord } from '../publish/query.ts'
import {
  type Correction,
  correction,
  type IncidentPatch,
  incidentPatch,
  type NewIncident,
  type NewUpdate,
  newIncident,
  newUpdate,
} from './incident-schemas.ts'

export interface IncidentDeps {
  db: Database
  changeBy: ChangeBy
  requireScope: RequireScope
  configuration: () => Configuration
  publicUrl: string
}

/** A request whose path names an incident. */
type OfIncident = Context<OperatorEnv, '/:id'>

/** How operators tell of disturbances. */
export const incidentRoutes = (deps: IncidentDeps) => {
  const guarded = deps.requireScope('incidents:write')
  const readable = deps.requireScope('incidents:write', 'maintenance:write')
  return new Hono<OperatorEnv>()
    .get('/api/incidents', readable, (c) => list(c, deps))
    .get('/api/incidents/:id', readable, (c) => find(c, deps))
    .post('/api/incidents', guarded, jsonBody(newIncident), (c) => open(c, c.req.valid('json'), deps))
    .post('/api/incidents/:id/updates', guarded, jsonBody(newUpdate), (c) => addUpdate(c, c.req.valid('json'), deps))
    .patch('/api/incidents/:id', guarded, jsonBody(incidentPatch), (c) => patch(c, c.req.valid('json'), deps))
    .patch('/api/incidents/:id/updates/:updateId', guarded, jsonBody(correction), (c) =>
      correct(c, c.req.valid('json'), deps),
    )
    .post('/api/incidents/:id/publish', guarded, emptyBody(), (c) => publish(c, deps))
}

async function list(c: Context<OperatorEnv>, deps: IncidentDeps) {
  const query = new URL(c.req.url).searchParams
  expectParameters(query, ['status', 'limit', 'cursor'])
  const { limit, after } = readPageQuery(query)
  const status = query.has('status') ? readWord(query, 'status', ['unresolved', 'resolved', 'draft']) : null
  const found = await listIncidentPage(deps.db, { status, audience: 'operators', limit: limit + 1, after })
  const { items, nextCursor } = toPage(found, limit, (incident) => incident)
  return c.json({ incidents: items.map((one) => show(one, deps)), nextCursor }, 200, UNCACHED)
}

async function find(c: OfIncident, deps: IncidentDeps) {
  const incident = await findIncident(deps.db, c.req.param('id'))
  if (!incident) throw noSuch('incident', c.req.param('id'))
  return c.json(show(incident, deps), 200, { ...UNCACHED, ETag: tagOf(incident) })
}

function open(c: Context<OperatorEnv>, { components, ...wanted }: NewIncident, deps: IncidentDeps) {
  requireKnown(components, deps.configuration())
  const impacts = Object.entries(components).map(([id, impact]) => ({ id, impact }))
  return deps.changeBy(c, async ({ tx, at }) => {
    const ids = { id: newId('inc'), updateId: newId('upd') }
    const incident = openIncident({ ...wanted, components: impacts }, ids, { at, person: true })
    await insertIncident(tx, deps.db, incident)
    const entry = { action: 'incident.open', before: null, after: toAuditedIncident(incident, ids.updateId) }
    const location = `/api/incidents/${ids.id}`
    return { status: 201, resource: incident, location, body: show(incident, deps), entry }
  })
}

async function addUpdate(c: OfIncident, wanted: NewUpdate, deps: IncidentDeps) {
  requireKnown(wanted.components, deps.configuration())
  const updateId = newId('upd')
  return change(c, { action: 'incident.update', updateId, status: 201 }, deps, (incident, by) =>
    withUpdate(incident, wanted, updateId, by),
  )
}

function patch(c: OfIncident, wanted: IncidentPatch, deps: IncidentDeps) {
  return change(c, { action: 'incident.patch' }, deps, (incident, by) => patchIncident(incident, wanted, by))
}

function correct(c: Context<OperatorEnv, '/:id/:updateId'>, { message }: Correction, deps: IncidentDeps) {
  const updateId = c.req.param('updateId')
  return change(c, { action: 'incident.correct', updateId }, deps, (incident, by) =>
    correctUpdate(incident, updateId, message, by),
  )
}

function publish(c: OfIncident, deps: IncidentDeps) {
  return change(c, { action: 'incident.publish' }, deps, publishIncident)
}

/** Changes the incident of the path by a rule, and notes what it was and is. */
function change(
  c: OfIncident,
  { action, updateId = null, status = 200 }: { action: string; updateId?: string | null; status?: 200 | 201 },
  deps: IncidentDeps,
  rule: (incident: Incident, by: By) => Incident | undefined,
): Promise<Response> {
  const { db, changeBy } = deps
  return changeBy(c, async ({ tx, at, requireMatch }): Promise<Changed> => {
    const before = await findIncident(db, c.req.param('id'), tx)
    if (!before) throw noSuch('incident', c.req.param('id'))
    requireMatch(before)
    const next = rule(before, { at, person: true })
    if (!next) throw new Problem('DATA_001', `The incident has no update "${(updateId ?? '').slice(0, 100)}".`)
    await updateIncident(tx, db, before, next)
    const entry = { action, before: toAuditedIncident(before, updateId), after: toAuditedIncident(next, updateId) }
    return { status, resource: next, body: show(next, deps), entry }
  })
}

function show(incident: Incident, { configuration, publicUrl }: IncidentDeps) {
  return toOperatorIncident(incident, configuration(), publicUrl)
}
