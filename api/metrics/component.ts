import { Gauge, type Registry } from 'prom-client'
import type { PublicView } from '#domain/public-view.ts'
import { STATUSES } from '#domain/status.ts'

export interface ComponentMetrics {
  onView(view: PublicView): void
}

/** What the newest edition says of each component. */
export function componentMetrics(registers: Registry[], now: () => number): ComponentMetrics {
  let view: PublicView | undefined
  const status = new Gauge({
    name: 'status_component_status',
    help: 'The public status of a component: 1 for the one that holds, 0 for the others',
    labelNames: ['component', 'status'],
    registers,
  })
  const raw = new Gauge({
    name: 'status_component_raw_status',
    help: 'What the checks alone say of a component, whatever people tell: 1 for the status that holds, 0 for the others',
    labelNames: ['component', 'status'],
    registers,
  })
  new Gauge({
    name: 'status_evidence_age_seconds',
    help: 'How old the newest definite result of a component is; absent when there is none',
    labelNames: ['component'],
    registers,
    collect() {
      this.reset()
      for (const { id, evidenceAt } of view?.components ?? []) {
        if (evidenceAt !== null) this.set({ component: id }, (now() - evidenceAt) / 1000)
      }
    },
  })
  return {
    onView: (next) => {
      view = next
      status.reset()
      raw.reset()
      for (const component of next.components) {
        for (const one of STATUSES) {
          status.set({ component: component.id, status: one }, component.status === one ? 1 : 0)
          raw.set({ component: component.id, status: one }, component.rawStatus === one ? 1 : 0)
        }
      }
    },
  }
}
