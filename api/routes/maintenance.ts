import { type Context, Hono } from 'hono'
import { writeOccurrence } from '#db/occurrence-changes.ts'
import { findOccurrence, type HeldOccurrence, listOccurrencePage } from '#db/occurrences.ts'
import { type MaintenanceSeries, OCCURRENCE_STATES, type Occurrence } from '#domain/maintenance.ts'
import { cancelOccurrence, endOccurrence, patchOccurrence, startOccurrence } from '#domain/occurrence-change.ts'
import { previewOf } from '#domain/preview.ts'
import { occurrences } from '#domain/recurrence.ts'
import { type Changed, tagOf, type Unit } from '../operators/change.ts'
import { emptyBody, jsonBody } from '../operators/json-body.ts'
import { requireKnown } from '../operators/known-components.ts'
import { toAuditedOccurrence, toOperatorOccurrences } from '../operators/maintenance-json.ts'
import type { OperatorEnv } from '../operators/operator-env.ts'
import { schedule } from '../operators/schedule.ts'
import { Problem } from '../problem.ts'
import { readPageQuery, toPage } from '../publish/cursor.ts'
import { iso } from '../publish/iso.ts'
import { expectParameters, readWord, refused } from '../publish/query.ts'
import type { IncidentDeps } from './incidents.ts'
import { type NewMaintenance, newMaintenance, occurrencePatch, timezone } from './maintenance-schemas.ts'

export type MaintenanceDeps = IncidentDeps & { now: () => number }

const UNCACHED = { 'Cache-Control': 'no-store' }
const MOST_AHEAD = 100

/** How operators plan work, and tell what becomes of it. */
export const maintenanceRoutes = ({ db, changeBy, requireScope, configuration, publicUrl, now }: MaintenanceDeps) => {
  const guarded = requireScope('maintenance:write')
  const readable = requireScope('incidents:write', 'maintenance:write')
  const showAll = (found: readonly HeldOccurrence[], unit?: Unit) => {
    const shown = { db, configuration: configuration(), publicUrl, at: unit?.at ?? now() }
    return toOperatorOccurrences(found, shown, unit?.tx)
  }

  /** Changes the occurrence of the path by a rule. */
  const change = (c: Context<OperatorEnv, '/:id'>, action: string, rule: (one: Occurrence, at: number) => Occurrence) =>
    changeBy(c, async (unit): Promise<Changed> => {
      const { tx, at } = unit
      const found = await findOccurrence(db, c.req.param('id'), tx)
      if (!found) throw noOccurrence(c.req.param('id'))
      unit.requireMatch(found)
      const { revision, ...before } = found
      const next = rule(before, at)
      await writeOccurrence(tx, db, { before, next }, at)
      const resource = { ...next, revision: revision + 1 }
      const [body = {}] = await showAll([resource], unit)
      const entry = { action, before: toAuditedOccurrence(before, at), after: toAuditedOccurrence(next, at) }
      return { status: 200, resource, body, entry }
    })

  const definitionOf = ({ shortNotice, timezone: zone, ...wanted }: NewMaintenance): Omit<MaintenanceSeries, 'id'> => {
    requireKnown(
      wanted.components.map((id, n) => [id, ['components', n]]),
      configuration(),
    )
    return { ...wanted, timezone: zone ?? configuration().page.timezone }
  }

  /** What is in progress, then what is to come, soonest first. */
  const ahead = async (): Promise<HeldOccurrence[]> => {
    const query = { at: now(), limit: MOST_AHEAD, after: null }
    const running = await listOccurrencePage(db, { ...query, state: 'in_progress' })
    return [...running.reverse(), ...(await listOccurrencePage(db, { ...query, state: 'scheduled' }))]
  }

  return new Hono<OperatorEnv>()
    .get('/api/maintenance', readable, async (c) => {
      const query = new URL(c.req.url).searchParams
      expectParameters(query, ['state', 'limit', 'cursor'])
      if (query.size === 0)
        return c.json({ maintenance: await showAll(await ahead()), nextCursor: null }, 200, UNCACHED)
      const { limit, after } = readPageQuery(query)
      const state = query.has('state') ? readWord(query, 'state', OCCURRENCE_STATES) : null
      const found = await listOccurrencePage(db, { state, at: now(), limit: limit + 1, after })
      const { items, nextCursor } = toPage(found, limit, ({ startsAt: startedAt, id }) => ({ startedAt, id }))
      return c.json({ maintenance: await showAll(items), nextCursor }, 200, UNCACHED)
    })
    .get('/api/maintenance/:id', readable, async (c) => {
      const found = await findOccurrence(db, c.req.param('id'))
      if (!found) throw noOccurrence(c.req.param('id'))
      const [shown] = await showAll([found])
      return c.json(shown, 200, { ...UNCACHED, ETag: tagOf(found) })
    })
    .post('/api/maintenance/preview', guarded, jsonBody(newMaintenance), (c) => {
      const query = new URL(c.req.url).searchParams
      expectParameters(query, ['zone'])
      const zone = query.get('zone')
      if (zone !== null && !timezone.safeParse(zone).success)
        throw refused('zone', zone, 'a time zone such as Europe/Berlin')
      const times = previewOf(definitionOf(c.req.valid('json')), { from: now(), zone })
      const shown = times.map((time) => ({ ...time, startsAt: iso(time.startsAt), endsAt: iso(time.endsAt) }))
      return c.json({ occurrences: shown }, 200, UNCACHED)
    })
    .post('/api/maintenance', guarded, jsonBody(newMaintenance), (c) => {
      const wanted = c.req.valid('json')
      const definition = definitionOf(wanted)
      return changeBy(c, async (unit): Promise<Changed> => {
        const { shortNotice } = wanted
        const configured = configuration().maintenance
        const resource = await schedule(unit, db, { definition, shortNotice, configured })
        const [body = {}] = await showAll([resource], unit)
        const entry = { action: 'maintenance.schedule', before: null, after: toAuditedOccurrence(resource, unit.at) }
        return { status: 201, resource, location: `/api/maintenance/${resource.id}`, body, entry }
      })
    })
    .patch('/api/maintenance/:id', guarded, jsonBody(occurrencePatch), (c) => {
      const { startsAt, ...patch } = c.req.valid('json')
      requireKnown(
        (patch.components ?? []).map((id, n) => [id, ['components', n]]),
        configuration(),
      )
      return change(c, 'maintenance.patch', (one, at) =>
        patchOccurrence(one, { ...patch, ...(startsAt !== undefined && { startsAt: instantOf(startsAt, one) }) }, at),
      )
    })
    .post('/api/maintenance/:id/start', guarded, emptyBody(), (c) => change(c, 'maintenance.start', startOccurrence))
    .post('/api/maintenance/:id/end', guarded, emptyBody(), (c) => change(c, 'maintenance.end', endOccurrence))
    .post('/api/maintenance/:id/cancel', guarded, emptyBody(), (c) => change(c, 'maintenance.cancel', cancelOccurrence))
}

/** When the clock of an occurrence's zone shows a time. */
function instantOf(startsAt: string, { timezone: zone }: Occurrence): number {
  const once = { rrule: null, startsAt, timezone: zone, durationMinutes: 1 }
  return occurrences(once, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER)[0]?.from ?? Number.NaN
}

function noOccurrence(id: string): Problem {
  return new Problem('DATA_001', `No maintenance has the id "${id.slice(0, 100)}".`)
}
