import type { OperatorView } from '#domain/operator-view.ts'
import type { Audience, Family } from './exposition.ts'

/** What is being worked on, and when that is next; before the first edition nobody knows. */
export function maintenanceFamilies(told: (audience: Audience) => OperatorView | undefined): Family[] {
  return [
    {
      name: 'status_maintenance_in_progress',
      help: 'Maintenance windows that are in progress',
      type: 'gauge',
      collect: (add, audience) => {
        const view = told(audience)
        if (view) add('', view.maintenance.filter(({ state }) => state === 'in_progress').length)
      },
    },
    {
      name: 'status_maintenance_next_start_timestamp_seconds',
      help: 'When the next maintenance window begins; absent when none is planned',
      type: 'gauge',
      collect: (add, audience) => {
        const next = told(audience)?.maintenance.find(({ state }) => state === 'scheduled')
        if (next) add('', next.startsAt / 1000)
      },
    },
  ]
}
