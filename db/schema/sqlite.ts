import { sqliteTables } from './tables.ts'

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
} = sqliteTables
