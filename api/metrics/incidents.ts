import { Gauge, type Registry } from 'prom-client'
import type { PublicView } from '#domain/public-view.ts'

export interface IncidentMetrics {
  onView(view: PublicView): void
}

/** How many disturbances visitors are told of now. */
export function incidentMetrics(registers: Registry[]): IncidentMetrics {
  const open = new Gauge({
    name: 'status_incidents_open',
    help: 'Published incidents that are not resolved',
    registers,
  })
  return {
    onView: ({ incidents }) => open.set(incidents.filter(({ resolvedAt }) => resolvedAt === null).length),
  }
}
