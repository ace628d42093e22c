import { Hono } from 'hono'
import { componentRecord } from '#domain/component-record.ts'
import { rawStatus } from '#domain/disturbance.ts'
import type { Facts } from '#domain/facts.ts'
import { unhidden } from '#domain/operator-view.ts'
import { newestEvidence, toPublicCheck } from '#domain/public-check.ts'
import { toPublicView } from '#domain/public-view.ts'
import { UNCACHED } from '../headers.ts'
import type { OperatorEnv, RequireScope } from '../operators/operator-env.ts'
import { noSuch } from '../problem.ts'
import { toCheckJson, toComponentJson } from '../publish/components-document.ts'

export interface ComponentDeps {
  requireScope: RequireScope
  /** What is known now. */
  facts: () => Promise<Facts>
  now: () => number
  /** Where a trace is looked at, by its id; `null` where nobody has said. */
  traceUrl?: (traceId: string) => string | null
}

/** How components do as operators see it: private ones, private checks and objectives, and what the checks alone say. */
export const componentRoutes = ({ requireScope, facts, now, traceUrl = () => null }: ComponentDeps) => {
  const guarded = requireScope('incidents:write', 'maintenance:write', 'metrics:read')
  const all = async () => toOperatorComponents(await facts(), now(), traceUrl)
  return new Hono<OperatorEnv>()
    .get('/api/components', guarded, async (c) => c.json({ components: await all() }, 200, UNCACHED))
    .get('/api/components/:id', guarded, async (c) => {
      const id = c.req.param('id')
      const found = (await all()).find((component) => component.id === id)
      if (!found) throw noSuch('component', id)
      return c.json(found, 200, UNCACHED)
    })
}

function toOperatorComponents(facts: Facts, at: number, traceUrl: (traceId: string) => string | null) {
  const traceOf = (id: string | undefined) => (id === undefined ? null : { id, url: traceUrl(id) })
  const { components } = facts.configuration
  // What is private still decides nothing: only the components that are hidden are shown.
  const shownAll = { ...facts.configuration, components: components.map(unhidden) }
  const view = toPublicView({ ...facts, configuration: shownAll }, at)
  return components.flatMap((component) => {
    const shown = view.components.find(({ id }) => id === component.id)
    if (!shown) return []
    const checks = component.checks.map((check) => ({
      ...toCheckJson(toPublicCheck(check, facts, at)),
      private: check.private,
      trace: traceOf(newestEvidence(check, facts)?.lastTraceId),
    }))
    const raw = rawStatus(componentRecord(component, facts, at), at)
    return [{ ...toComponentJson(shown), private: component.private, rawStatus: raw, checks }]
  })
}
