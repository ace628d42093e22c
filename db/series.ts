import { and, eq, isNull } from 'drizzle-orm'
import type { MaintenanceSeries } from '#domain/maintenance.ts'
import type { HeldSeries } from '#domain/series.ts'
import type { Database } from './database.ts'
import { isId } from './id.ts'
import type { Orm, Transaction } from './writer.ts'

/** The series that people made, as they stand, cancelled ones included. */
export async function listSeries({ orm, tables }: Database, through: Pick<Orm, 'select'> = orm): Promise<HeldSeries[]> {
  const { maintenanceSeries: table } = tables
  return (await through.select().from(table).where(isNull(table.supersededAt))).map(toSeries)
}

/** The one of an id; `undefined` when nobody made it. */
export async function findSeries(
  { orm, tables }: Database,
  id: string,
  through: Pick<Orm, 'select'> = orm,
): Promise<HeldSeries | undefined> {
  if (!isId(id)) return undefined
  const { maintenanceSeries: table } = tables
  const [row] = await through
    .select()
    .from(table)
    .where(and(eq(table.id, id), isNull(table.supersededAt)))
  return row && toSeries(row)
}

/** Records a series as it is from its `recordedAt` on, in the place of what it was. */
export async function writeSeries(tx: Transaction, { tables }: Database, series: HeldSeries): Promise<void> {
  const { maintenanceSeries: table } = tables
  const { definition, revision, recordedAt, cancelledAt } = series
  await tx
    .update(table)
    .set({ supersededAt: recordedAt })
    .where(and(eq(table.id, definition.id), isNull(table.supersededAt)))
  await tx.insert(table).values({ id: definition.id, revision, recordedAt, origin: 'api', cancelledAt, definition })
}

function toSeries(row: Database['tables']['maintenanceSeries']['$inferSelect']): HeldSeries {
  const { revision, recordedAt, cancelledAt, definition } = row
  return { revision, recordedAt, cancelledAt, definition: definition as MaintenanceSeries }
}
