import type { PublicComponent } from '#domain/public-view.ts'
import type { SloReport } from '#domain/slo.ts'
import { type Audience, type Family, labelText } from './exposition.ts'

/** What is promised of components, and how that stands. */
export function sloFamilies(all: (audience: Audience) => readonly PublicComponent[]): Family[] {
  return [
    sloFamily(
      {
        name: 'status_slo_objective_ratio',
        help: 'The uptime that is promised of a component, 0 to 1; absent where nothing is',
      },
      all,
      ({ objective }) => objective,
    ),
    sloFamily(
      { name: 'status_slo_period_seconds', help: 'Over how long up to now the uptime of a component is promised' },
      all,
      ({ periodMs }) => periodMs / 1000,
    ),
    sloFamily(
      {
        name: 'status_slo_error_budget_remaining_ratio',
        help: 'What is left of the time that a component may be out, over all of it: 1 or less, below 0 when the promise is broken; absent where nothing was observed',
      },
      all,
      ({ budget }) => budget?.remaining ?? null,
    ),
  ]
}

function sloFamily(
  names: Pick<Family, 'name' | 'help'>,
  all: (audience: Audience) => readonly PublicComponent[],
  read: (slo: SloReport) => number | null,
): Family {
  return {
    ...names,
    type: 'gauge',
    collect: (add, audience) => {
      for (const { id, slo } of all(audience)) {
        const value = slo && read(slo)
        if (value !== null) add(labelText({ component: id }), value)
      }
    },
  }
}
