import { Gauge, type Registry } from 'prom-client'
import type { PublicView } from '#domain/public-view.ts'

/** What is being worked on, and when that is next. */
export function maintenanceMetrics(registers: Registry[]): { onView(view: PublicView): void } {
  const running = new Gauge({
    name: 'status_maintenance_in_progress',
    help: 'Maintenance windows that are in progress',
    registers,
  })
  let startsAt: number | undefined
  new Gauge({
    name: 'status_maintenance_next_start_timestamp_seconds',
    help: 'When the next maintenance window begins; absent when none is planned',
    registers,
    // A gauge without labels has a value from the beginning: it is taken away where there is none.
    collect() {
      this.remove()
      if (startsAt !== undefined) this.set(startsAt / 1000)
    },
  })
  return {
    onView: ({ maintenance }) => {
      running.set(maintenance.filter(({ state }) => state === 'in_progress').length)
      startsAt = maintenance.find(({ state }) => state === 'scheduled')?.startsAt
    },
  }
}
