import { type Context, Hono } from 'hono'
import { writeOccurrence } from '#db/occurrence-changes.ts'
import { findOccurrence, type HeldOccurrence, listOccurrencePage } from '#db/occurrences.ts'
import { type MaintenanceSeries, OCCURRENCE_STATES, type Occurrence } from '#domain/maintenance.ts'
import { cancelOccurrence, endOccurrence, patchOccurrence, startOccurrence } from '#domain/occurrence-change.ts'
import { previewOf } from '#domain/preview.ts'
import { whenShown } from '#domain/recurrence.ts'
import { UNCACHED } from '../headers.ts'
import { type Changed, tagOf, type Unit } from '../operators/change.ts'
import { emptyBody, jsonBody } from '../operators/json-body.ts'
import { requireKnown } from '../operators/known-components.ts'
import { toAuditedOccurrence, toOperatorOccurrences } from '../operators/maintenance-json.ts'
import type { OperatorEnv } from '../operators/operator-env.ts'
import { schedule } from '../operators/schedule.ts'
import { noSuch } from '../problem.ts'
import { readPageQuery, toPage } from '../publish/cursor.ts'
import { iso } from '../publish/iso.ts'
import { expectParameters, readWord, refused } from '../publish/query.ts'
import type { IncidentDeps } from './incidents.ts'
import {
  type NewMaintenance,
  newMaintenance,
  type OccurrencePatch,
  occurrencePatch,
  timezone,
} from './maintenance-schemas.ts'

export type MaintenanceDeps = IncidentDeps & { now: () => number }

/** A request whose path names an occurrence. */
type OfOccurrence = Context<OperatorEnv, '/:id'>

const MOST_AHEAD = 100

/** How operators plan work, and tell what becomes of it. */
export const maintenanceRoutes = (deps: MaintenanceDeps) => {
  const guarded = deps.requireScope('maintenance:write')
  const readable = deps.requireScope('incidents:write', 'maintenance:write')
  return new Hono<OperatorEnv>()
    .get('/api/maintenance', readable, (c) => list(c, deps))
    .get('/api/maintenance/:id', readable, (c) => find(c, deps))
    .post('/api/maintenance/preview', guarded, jsonBody(newMaintenance), (c) => preview(c, c.req.valid('json'), deps))
    .post('/api/maintenance', guarded, jsonBody(newMaintenance), (c) => plan(c, c.req.valid('json'), deps))
    .patch('/api/maintenance/:id', guarded, jsonBody(occurrencePatch), (c) => patch(c, c.req.valid('json'), deps))
    .post('/api/maintenance/:id/start', guarded, emptyBody(), (c) =>
      change(c, 'maintenance.start', deps, startOccurrence),
    )
    .post('/api/maintenance/:id/end', guarded, emptyBody(), (c) => change(c, 'maintenance.end', deps, endOccurrence))
    .post('/api/maintenance/:id/cancel', guarded, emptyBody(), (c) =>
      change(c, 'maintenance.cancel', deps, cancelOccurrence),
    )
}

async function list(c: Context<OperatorEnv>, deps: MaintenanceDeps) {
  const query = new URL(c.req.url).searchParams
  expectParameters(query, ['state', 'limit', 'cursor'])
  const { items, nextCursor } = query.size === 0 ? await ahead(deps) : await page(query, deps)
  return c.json({ maintenance: await show(items, deps), nextCursor }, 200, UNCACHED)
}

/** What is in progress, then what is to come, soonest first. */
async function ahead({ db, now }: MaintenanceDeps) {
  const query = { at: now(), limit: MOST_AHEAD, after: null }
  const running = await listOccurrencePage(db, { ...query, state: 'in_progress' })
  const coming = await listOccurrencePage(db, { ...query, state: 'scheduled' })
  return { items: [...running.reverse(), ...coming], nextCursor: null }
}

async function page(query: URLSearchParams, { db, now }: MaintenanceDeps) {
  const { limit, after } = readPageQuery(query)
  const state = query.has('state') ? readWord(query, 'state', OCCURRENCE_STATES) : null
  const found = await listOccurrencePage(db, { state, at: now(), limit: limit + 1, after })
  return toPage(found, limit, ({ startsAt: startedAt, id }) => ({ startedAt, id }))
}

async function find(c: OfOccurrence, deps: MaintenanceDeps) {
  const found = await findOccurrence(deps.db, c.req.param('id'))
  if (!found) throw noSuch('maintenance', c.req.param('id'))
  const [shown] = await show([found], deps)
  return c.json(shown, 200, { ...UNCACHED, ETag: tagOf(found) })
}

function preview(c: Context<OperatorEnv>, wanted: NewMaintenance, deps: MaintenanceDeps) {
  const query = new URL(c.req.url).searchParams
  expectParameters(query, ['zone'])
  const zone = query.get('zone')
  if (zone !== null && !timezone.safeParse(zone).success)
    throw refused('zone', zone, 'a time zone such as Europe/Berlin')
  const times = previewOf(definitionOf(wanted, deps), { from: deps.now(), zone })
  const shown = times.map((time) => ({ ...time, startsAt: iso(time.startsAt), endsAt: iso(time.endsAt) }))
  return c.json({ occurrences: shown }, 200, UNCACHED)
}

function plan(c: Context<OperatorEnv>, wanted: NewMaintenance, deps: MaintenanceDeps) {
  const { db, changeBy, configuration } = deps
  const { shortNotice } = wanted
  const definition = definitionOf(wanted, deps)
  return changeBy(c, async (unit): Promise<Changed> => {
    const resource = await schedule(unit, db, { definition, shortNotice, configured: configuration().maintenance })
    const [body = {}] = await show([resource], deps, unit)
    const entry = { action: 'maintenance.schedule', before: null, after: toAuditedOccurrence(resource, unit.at) }
    return { status: 201, resource, location: `/api/maintenance/${resource.id}`, body, entry }
  })
}

function patch(c: OfOccurrence, { startsAt, ...wanted }: OccurrencePatch, deps: MaintenanceDeps) {
  requireKnown(wanted.components, deps.configuration())
  return change(c, 'maintenance.patch', deps, (one, at) => {
    const moved = startsAt === undefined ? {} : { startsAt: whenShown(startsAt, one.timezone) }
    return patchOccurrence(one, { ...wanted, ...moved }, at)
  })
}

/** Changes the occurrence of the path by a rule, and notes what it was and is. */
function change(
  c: OfOccurrence,
  action: string,
  deps: MaintenanceDeps,
  rule: (one: Occurrence, at: number) => Occurrence,
): Promise<Response> {
  const { db, changeBy } = deps
  return changeBy(c, async (unit): Promise<Changed> => {
    const { tx, at } = unit
    const found = await findOccurrence(db, c.req.param('id'), tx)
    if (!found) throw noSuch('maintenance', c.req.param('id'))
    unit.requireMatch(found)
    const { revision, ...before } = found
    const next = rule(before, at)
    await writeOccurrence(tx, db, { before, next }, at)
    const resource = { ...next, revision: revision + 1 }
    const [body = {}] = await show([resource], deps, unit)
    const entry = { action, before: toAuditedOccurrence(before, at), after: toAuditedOccurrence(next, at) }
    return { status: 200, resource, body, entry }
  })
}

function definitionOf(
  { shortNotice, timezone: zone, ...wanted }: NewMaintenance,
  { configuration }: MaintenanceDeps,
): Omit<MaintenanceSeries, 'id'> {
  requireKnown(wanted.components, configuration())
  return { ...wanted, timezone: zone ?? configuration().page.timezone }
}

/** Occurrences as operators see them; those of a change as they are within it. */
function show(found: readonly HeldOccurrence[], deps: MaintenanceDeps, unit?: Unit) {
  const { db, configuration, publicUrl, now } = deps
  const shown = { db, configuration: configuration(), publicUrl, at: unit?.at ?? now() }
  return toOperatorOccurrences(found, shown, unit?.tx)
}
