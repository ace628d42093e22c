import { type Context, Hono } from 'hono'
import { findSeries, writeSeries } from '#db/series.ts'
import { type MaintenanceSeries, seriesIdOf } from '#domain/maintenance.ts'
import { type HeldSeries, patchSeries, requireStanding } from '#domain/series.ts'
import { planMaintenance } from '../maintenance-plan.ts'
import { type Changed, tagOf } from '../operators/change.ts'
import { emptyBody, jsonBody } from '../operators/json-body.ts'
import { requireKnown } from '../operators/known-components.ts'
import { toSeriesJson } from '../operators/maintenance-json.ts'
import type { OperatorEnv } from '../operators/operator-env.ts'
import { cancelComing } from '../operators/schedule.ts'
import { Problem } from '../problem.ts'
import type { IncidentDeps } from './incidents.ts'
import { seriesPatch } from './maintenance-schemas.ts'

const UNCACHED = { 'Cache-Control': 'no-store' }

/** How operators change recurring work as a whole. What the configuration file plans is changed there. */
export const seriesRoutes = ({ db, changeBy, requireScope, configuration }: IncidentDeps) => {
  const guarded = requireScope('maintenance:write')
  const configured = (id: string): MaintenanceSeries | undefined =>
    configuration().maintenance.find((one) => seriesIdOf(one.id) === id)
  const show = ({ definition, ...held }: HeldSeries) =>
    toSeriesJson(definition.id, definition, { origin: 'api', ...held })

  /** Changes the series of the path by a rule, and plans anew what has not begun. */
  const change = (
    c: Context<OperatorEnv, '/:id'>,
    action: string,
    rule: (held: HeldSeries, at: number) => Pick<HeldSeries, 'definition' | 'cancelledAt'>,
  ) =>
    changeBy(c, async (unit): Promise<Changed> => {
      const { tx, at } = unit
      const id = c.req.param('id')
      if (configured(id)) throw new Problem('CONFLICT', 'This series is of the configuration file: change it there.')
      const before = await findSeries(db, id, tx)
      if (!before) throw noSeries(id)
      unit.requireMatch({ id, revision: before.revision })
      const next = { ...rule(before, at), revision: before.revision + 1, recordedAt: at }
      await writeSeries(tx, db, next)
      if (next.cancelledAt !== null) await cancelComing(unit, db, id)
      await planMaintenance(tx, db, configuration().maintenance, at)
      const body = show(next)
      return {
        status: 200,
        resource: { id, revision: next.revision },
        body,
        entry: { action, before: show(before), after: body },
      }
    })

  return new Hono<OperatorEnv>()
    .get('/api/maintenance/series/:id', guarded, async (c) => {
      const id = c.req.param('id')
      const ofFile = configured(id)
      if (ofFile)
        return c.json(toSeriesJson(id, ofFile, { origin: 'file', revision: 1, cancelledAt: null }), 200, UNCACHED)
      const found = await findSeries(db, id)
      if (!found) throw noSeries(id)
      return c.json(show(found), 200, { ...UNCACHED, ETag: tagOf({ id, revision: found.revision }) })
    })
    .patch('/api/maintenance/series/:id', guarded, jsonBody(seriesPatch), (c) => {
      const patch = c.req.valid('json')
      requireKnown(
        (patch.components ?? []).map((id, n) => [id, ['components', n]]),
        configuration(),
      )
      return change(c, 'series.patch', (held, at) => ({
        definition: patchSeries(held, patch, at),
        cancelledAt: null,
      }))
    })
    .post('/api/maintenance/series/:id/cancel', guarded, emptyBody(), (c) =>
      change(c, 'series.cancel', ({ definition, cancelledAt }, at) => {
        requireStanding(cancelledAt)
        return { definition, cancelledAt: at }
      }),
    )
}

function noSeries(id: string): Problem {
  return new Problem('DATA_001', `No series has the id "${id.slice(0, 100)}".`)
}
