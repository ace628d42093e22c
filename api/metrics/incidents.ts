import type { OperatorView } from '#domain/operator-view.ts'
import type { Audience, Family } from './exposition.ts'

/** How many disturbances somebody is told of now; before the first edition nobody knows. */
export function incidentFamily(told: (audience: Audience) => OperatorView | undefined): Family {
  return {
    name: 'status_incidents_open',
    help: 'Published incidents that are not resolved',
    type: 'gauge',
    collect: (add, audience) => {
      const view = told(audience)
      if (view) add('', view.incidents.filter(({ resolvedAt }) => resolvedAt === null).length)
    },
  }
}
