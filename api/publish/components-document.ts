import type { PublicCheck } from '#domain/public-check.ts'
import type { PublicComponent, PublicView } from '#domain/public-view.ts'
import type { SloReport } from '#domain/slo.ts'
import { noSuch } from '../problem.ts'
import type { DemandRenderer } from './demand.ts'
import { iso, isoOrNull } from './iso.ts'
import { expectParameters } from './query.ts'
import { toSummaryComponent } from './summary-document.ts'

const DAY_MS = 86_400_000

/** `/api/components`: every component with its checks, in configured order. */
export function toComponentsDocument({ components }: PublicView): string {
  return JSON.stringify({ components: components.map(toComponentJson) })
}

/** `/api/components/{id}`: one of them. */
export const componentDocument: DemandRenderer = {
  path: '/api/components/:id',
  parameters: [],
  render: ({ view }, id, query) => {
    expectParameters(query, [])
    return JSON.stringify(toComponentJson(findComponent(view, id)))
  },
}

/** The public component of an id. @throws {Problem} when there is none */
export function findComponent({ components }: PublicView, id: string): PublicComponent {
  const found = components.find((component) => component.id === id)
  if (!found) throw noSuch('component', id)
  return found
}

/** A component as public JSON tells it. */
export function toComponentJson(component: PublicComponent) {
  const { slo, checks } = component
  return { ...toSummaryComponent(component), slo: slo && toSloJson(slo), checks: checks.map(toCheckJson) }
}

/** An objective as public JSON tells it. */
export function toSloJson({ objective, periodMs, uptime, coverage, budget }: SloReport) {
  return { objective, periodDays: periodMs / DAY_MS, uptime, coverage, budget }
}

/** A check as public JSON tells it. */
export function toCheckJson({ id, kind, verdict, since, lastResult }: PublicCheck) {
  return {
    id,
    kind,
    verdict,
    since: isoOrNull(since),
    lastResult: lastResult && { ...lastResult, at: iso(lastResult.at) },
  }
}
