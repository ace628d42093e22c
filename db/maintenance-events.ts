import { asc, inArray } from 'drizzle-orm'
import type { EventKind, MaintenanceEvent } from '#domain/maintenance.ts'
import { byTime } from '#domain/maintenance-events.ts'
import type { Database } from './database.ts'
import type { Orm, Transaction } from './writer.ts'

/** SQLite binds at most 32,766 values a statement. */
const IDS_A_QUERY = 1000

/** Adds what has become of occurrences; what is on record already stays as it is. */
export async function insertEvents(
  tx: Transaction,
  { tables }: Database,
  events: readonly MaintenanceEvent[],
): Promise<void> {
  await tx.append(tables.maintenanceEvents, events)
}

/** What has become of some occurrences, as it happened. */
export async function listEvents(
  db: Database,
  occurrenceIds: readonly string[],
  through: Pick<Orm, 'select'> = db.orm,
): Promise<MaintenanceEvent[]> {
  const { maintenanceEvents: table } = db.tables
  const found: MaintenanceEvent[] = []
  for (let from = 0; from < occurrenceIds.length; from += IDS_A_QUERY) {
    const ids = occurrenceIds.slice(from, from + IDS_A_QUERY)
    const rows = await through.select().from(table).where(inArray(table.occurrenceId, ids)).orderBy(asc(table.at))
    found.push(...rows.map((row) => ({ ...row, kind: row.kind as EventKind })))
  }
  return byTime(found)
}
