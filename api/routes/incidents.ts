import { type Context, Hono } from 'hono'
import { insertIncident, updateIncident } from '#db/incident-changes.ts'
import { findIncident, listIncidentPage } from '#db/incidents.ts'
import type { Database } from '#db/open.ts'
import type { Configuration } from '#domain/configuration.ts'
import type { Incident } from '#domain/incident.ts'
import { correctUpdate, openIncident, patchIncident, publishIncident, withUpdate } from '#domain/incident-change.ts'
import { newId } from '../new-id.ts'
import { type ChangeBy, type Changed, tagOf, type Unit } from '../operators/change.ts'
import { toAuditedIncident, toOperatorIncident } from '../operators/incident-json.ts'
import { emptyBody, jsonBody } from '../operators/json-body.ts'
import { requireKnown } from '../operators/known-components.ts'
import type { OperatorEnv, RequireScope } from '../operators/operator-env.ts'
import { Problem } from '../problem.ts'
import { readPageQuery, toPage } from '../publish/cursor.ts'
import { expectParameters, readWord } from '../publish/query.ts'
import { correction, incidentPatch, newIncident, newUpdate } from './incident-schemas.ts'

export interface IncidentDeps {
  db: Database
  changeBy: ChangeBy
  requireScope: RequireScope
  configuration: () => Configuration
  publicUrl: string
}

const UNCACHED = { 'Cache-Control': 'no-store' }

/** How operators tell of disturbances. */
export const incidentRoutes = ({ db, changeBy, requireScope, configuration, publicUrl }: IncidentDeps) => {
  const guarded = requireScope('incidents:write')
  const readable = requireScope('incidents:write', 'maintenance:write')
  const show = (incident: Incident) => toOperatorIncident(incident, configuration(), publicUrl)

  /** Changes the incident of the path by a rule, and notes what it was and is. */
  const change = (
    c: Context<OperatorEnv, '/:id'>,
    { action, updateId = null, status = 200 }: { action: string; updateId?: string | null; status?: 200 | 201 },
    rule: (incident: Incident, unit: Unit) => Incident | undefined,
  ): Promise<Response> =>
    changeBy(c, async (unit): Promise<Changed> => {
      const before = await findIncident(db, c.req.param('id'), unit.tx)
      if (!before) throw noIncident(c.req.param('id'))
      unit.requireMatch(before)
      const next = rule(before, unit)
      if (!next) throw new Problem('DATA_001', `The incident has no update "${(updateId ?? '').slice(0, 100)}".`)
      await updateIncident(unit.tx, db, before, next)
      const entry = { action, before: toAuditedIncident(before, updateId), after: toAuditedIncident(next, updateId) }
      return { status, resource: next, body: show(next), entry }
    })

  return new Hono<OperatorEnv>()
    .get('/api/incidents', readable, async (c) => {
      const query = new URL(c.req.url).searchParams
      expectParameters(query, ['status', 'limit', 'cursor'])
      const { limit, after } = readPageQuery(query)
      const status = query.has('status') ? readWord(query, 'status', ['unresolved', 'resolved', 'draft']) : null
      const found = await listIncidentPage(db, { status, audience: 'operators', limit: limit + 1, after })
      const { items, nextCursor } = toPage(found, limit, (incident) => incident)
      return c.json({ incidents: items.map(show), nextCursor }, 200, UNCACHED)
    })
    .get('/api/incidents/:id', readable, async (c) => {
      const incident = await findIncident(db, c.req.param('id'))
      if (!incident) throw noIncident(c.req.param('id'))
      return c.json(show(incident), 200, { ...UNCACHED, ETag: tagOf(incident) })
    })
    .post('/api/incidents', guarded, jsonBody(newIncident), (c) => {
      const { components, ...wanted } = c.req.valid('json')
      requireKnown(placesOf(components), configuration())
      const impacts = Object.entries(components).map(([id, impact]) => ({ id, impact }))
      return changeBy(c, async ({ tx, at }) => {
        const ids = { id: newId('inc'), updateId: newId('upd') }
        const incident = openIncident({ ...wanted, components: impacts }, ids, { at, person: true })
        await insertIncident(tx, db, incident)
        const entry = { action: 'incident.open', before: null, after: toAuditedIncident(incident, ids.updateId) }
        const location = `/api/incidents/${ids.id}`
        return { status: 201, resource: incident, location, body: show(incident), entry }
      })
    })
    .post('/api/incidents/:id/updates', guarded, jsonBody(newUpdate), async (c) => {
      const wanted = c.req.valid('json')
      requireKnown(placesOf(wanted.components ?? {}), configuration())
      const updateId = newId('upd')
      return change(c, { action: 'incident.update', updateId, status: 201 }, (incident, { at }) =>
        withUpdate(incident, wanted, updateId, { at, person: true }),
      )
    })
    .patch('/api/incidents/:id', guarded, jsonBody(incidentPatch), (c) =>
      change(c, { action: 'incident.patch' }, (incident, { at }) =>
        patchIncident(incident, c.req.valid('json'), { at, person: true }),
      ),
    )
    .patch('/api/incidents/:id/updates/:updateId', guarded, jsonBody(correction), (c) => {
      const updateId = c.req.param('updateId')
      const { message } = c.req.valid('json')
      return change(c, { action: 'incident.correct', updateId }, (incident, { at }) =>
        correctUpdate(incident, updateId, message, { at, person: true }),
      )
    })
    .post('/api/incidents/:id/publish', guarded, emptyBody(), (c) =>
      change(c, { action: 'incident.publish' }, (incident, { at }) => publishIncident(incident, { at, person: true })),
    )
}

function noIncident(id: string): Problem {
  return new Problem('DATA_001', `No incident has the id "${id.slice(0, 100)}".`)
}

/** Each component that is spoken of, and where. */
function placesOf(components: object): [id: string, path: string[]][] {
  return Object.keys(components).map((id) => [id, ['components', id]])
}
