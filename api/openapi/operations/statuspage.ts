import type * as z from 'zod'
import { statuspage } from '../../publish/statuspage/schemas.ts'
import type { Operation, Operations } from '../operation.ts'

const operation = (id: string, summary: string, schema?: z.ZodType): Operation => ({
  ...{ id, tag: 'Statuspage', summary },
  answers: { 200: { description: 'As Statuspage gives it.', ...(schema && { schema }) } },
})

export const statuspageOperations: Operations = {
  'GET /api/v2/summary.json': operation('getV2Summary', 'The whole page', statuspage.summary),
  'GET /api/v2/status.json': operation('getV2Status', 'Its indicator and description', statuspage.status),
  'GET /api/v2/components.json': operation('getV2Components', 'Components and groups', statuspage.components),
  'GET /api/v2/incidents.json': operation('getV2Incidents', 'The 50 newest incidents', statuspage.incidents),
  'GET /api/v2/incidents/unresolved.json': operation(
    'getV2Unresolved',
    'Incidents that are not resolved',
    statuspage.incidents,
  ),
  'GET /api/v2/scheduled-maintenances.json': operation(
    'getV2Maintenances',
    'The 50 newest times of maintenance that are announced',
    statuspage.maintenances,
  ),
  'GET /api/v2/scheduled-maintenances/upcoming.json': operation(
    'getV2Upcoming',
    'Those to come',
    statuspage.maintenances,
  ),
  'GET /api/v2/scheduled-maintenances/active.json': operation(
    'getV2Active',
    'Those in progress',
    statuspage.maintenances,
  ),
  'POST /api/v2/subscribers.json': {
    id: 'subscribe',
    tag: 'Statuspage',
    summary: 'Subscribes nobody: there are no subscriptions yet',
    answers: {},
    problems: ['NOT_IMPLEMENTED'],
  },
  'GET /history.atom': operation('getHistoryAtom', "Statuspage's feed as Atom: an entry an incident"),
  'GET /history.rss': operation('getHistoryRss', "Statuspage's feed as RSS: an entry an incident"),
}
