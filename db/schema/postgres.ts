import { postgresKit } from './postgres-kit.ts'
import { tables } from './tables.ts'

export const postgresTables = tables(postgresKit)

/** One name each, the form in which the migration generator reads them. */
export const {
  components,
  checks,
  regions,
  results,
  verdictTransitions,
  hourlyRollups,
  runMarks,
  incidents,
  incidentRevisions,
  incidentUpdates,
  incidentImpacts,
  maintenanceSeries,
  maintenanceOccurrences,
  maintenanceEvents,
  tokens,
  audit,
  idempotencyKeys,
} = postgresTables
