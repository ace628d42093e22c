import { type Context, Hono } from 'hono'
import { findSeries, writeSeries } from '#db/series.ts'
import { type MaintenanceSeries, seriesIdOf } from '#domain/maintenance.ts'
import { cancelSeries, type HeldSeries, patchSeries } from '#domain/series.ts'
import { UNCACHED } from '../headers.ts'
import { type Changed, tagOf } from '../operators/change.ts'
import { emptyBody, jsonBody } from '../operators/json-body.ts'
import { requireKnown } from '../operators/known-components.ts'
import { toSeriesJson } from '../operators/maintenance-json.ts'
import type { OperatorEnv } from '../operators/operator-env.ts'
import { cancelComing } from '../operators/schedule.ts'
import { noSuch, Problem } from '../problem.ts'
import { planMaintenance } from '../record/maintenance-plan.ts'
import type { IncidentDeps } from './incidents.ts'
import { type SeriesPatch, seriesPatch } from './maintenance-schemas.ts'

/** A request whose path names a series. */
type OfSeries = Context<OperatorEnv, '/:id'>

/** How operators change recurring work as a whole. What the configuration file plans is changed there. */
export const seriesRoutes = (deps: IncidentDeps) => {
  const guarded = deps.requireScope('maintenance:write')
  return new Hono<OperatorEnv>()
    .get('/api/maintenance/series/:id', guarded, (c) => find(c, deps))
    .patch('/api/maintenance/series/:id', guarded, jsonBody(seriesPatch), (c) => patch(c, c.req.valid('json'), deps))
    .post('/api/maintenance/series/:id/cancel', guarded, emptyBody(), (c) =>
      change(c, 'series.cancel', deps, cancelSeries),
    )
}

async function find(c: OfSeries, deps: IncidentDeps) {
  const id = c.req.param('id')
  const ofFile = configured(id, deps)
  if (ofFile) return c.json(toSeriesJson(id, ofFile, { origin: 'file', revision: 1, cancelledAt: null }), 200, UNCACHED)
  const found = await findSeries(deps.db, id)
  if (!found) throw noSuch('series', id)
  return c.json(show(found), 200, { ...UNCACHED, ETag: tagOf({ id, revision: found.revision }) })
}

function patch(c: OfSeries, wanted: SeriesPatch, deps: IncidentDeps) {
  requireKnown(wanted.components, deps.configuration())
  return change(c, 'series.patch', deps, (held, at) => ({
    definition: patchSeries(held, wanted, at),
    cancelledAt: null,
  }))
}

/** Changes the series of the path by a rule, and plans anew what has not begun. */
function change(
  c: OfSeries,
  action: string,
  deps: IncidentDeps,
  rule: (held: HeldSeries, at: number) => Pick<HeldSeries, 'definition' | 'cancelledAt'>,
): Promise<Response> {
  const { db, changeBy, configuration } = deps
  const id = c.req.param('id')
  return changeBy(c, async (unit): Promise<Changed> => {
    const { tx, at } = unit
    if (configured(id, deps))
      throw new Problem('CONFLICT', 'This series is of the configuration file: change it there.')
    const before = await findSeries(db, id, tx)
    if (!before) throw noSuch('series', id)
    unit.requireMatch({ id, revision: before.revision })
    const next = { ...rule(before, at), revision: before.revision + 1, recordedAt: at }
    await writeSeries(tx, db, next)
    if (next.cancelledAt !== null) await cancelComing(unit, db, id)
    await planMaintenance(tx, db, configuration().maintenance, at)
    const [body, entry] = [show(next), { action, before: show(before), after: show(next) }]
    return { status: 200, resource: { id, revision: next.revision }, body, entry }
  })
}

/** The series of the configuration file that has an id. */
function configured(id: string, { configuration }: IncidentDeps): MaintenanceSeries | undefined {
  return configuration().maintenance.find((one) => seriesIdOf(one.id) === id)
}

function show({ definition, ...held }: HeldSeries) {
  return toSeriesJson(definition.id, definition, { origin: 'api', ...held })
}
