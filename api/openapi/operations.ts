import type { Operations } from './operation.ts'
import { auditOperations } from './operations/audit.ts'
import { badgeOperations } from './operations/badges.ts'
import { componentOperations } from './operations/components.ts'
import { followingOperations } from './operations/following.ts'
import { heartbeatOperations } from './operations/heartbeats.ts'
import { incidentOperations } from './operations/incidents.ts'
import { maintenanceOperations } from './operations/maintenance.ts'
import { pageOperations } from './operations/pages.ts'
import { seriesOperations } from './operations/series.ts'
import { serverOperations } from './operations/server.ts'
import { statusOperations } from './operations/status.ts'
import { statuspageOperations } from './operations/statuspage.ts'

/** What is said of each route and each public document, in the order in which it is read. */
export const OPERATIONS: Operations = {
  ...statusOperations,
  ...componentOperations,
  ...incidentOperations,
  ...maintenanceOperations,
  ...seriesOperations,
  ...followingOperations,
  ...badgeOperations,
  ...statuspageOperations,
  ...heartbeatOperations,
  ...auditOperations,
  ...serverOperations,
  ...pageOperations,
}
