import { syncOccurrences } from '#db/occurrence-changes.ts'
import type { Database } from '#db/open.ts'
import { listSeries } from '#db/series.ts'
import type { Transaction } from '#db/writer.ts'
import type { MaintenanceSeries } from '#domain/maintenance.ts'
import { plannedOccurrences } from '#domain/series.ts'

/** How far ahead occurrences are on record. */
export const PLANNED_MS = 366 * 86_400_000

/**
 * Enters the occurrences of a year ahead: those of the configuration's series and those of the series that people made.
 *
 * @returns how many changed
 */
export async function planMaintenance(
  tx: Transaction,
  db: Database,
  configured: readonly MaintenanceSeries[],
  at: number,
): Promise<number> {
  const to = at + PLANNED_MS
  const held = await listSeries(db, tx)
  return syncOccurrences(tx, db, plannedOccurrences({ configured, held }, at, to), { to, at })
}
