import { setTimeout as sleep } from 'node:timers/promises'
import { asc, lt, lte } from 'drizzle-orm'
import { hourOf } from '#domain/rollup.ts'
import type { Database } from './open.ts'
import { hoursWithResults, isRolledUp } from './rollups.ts'

/** Few enough that dropping them holds other writers up for no more than some ms. */
const ROWS_A_SLICE = 2000
/** Between two slices everybody else has a turn, and the disk too. */
const PAUSE_MS = 10

export interface RetentionWork {
  /** What is older goes, ms since the epoch. */
  before: number
  /** Ends the work between two of its slices. */
  signal?: AbortSignal
}

/** Drops results, by whole hours, oldest first; those of an hour that is not rolled up stay, and all after them. */
export async function deleteOldResults(db: Database, { before, signal }: RetentionWork): Promise<void> {
  const { results } = db.tables
  const end = await endOfRolledUp(db, hourOf(before))
  await db.dropDays(end)
  await inSlices(() => deleteSlice(db, { table: results, column: results.at }, end), signal)
}

/** Drops roll-ups of hours that began before an instant, oldest first. */
export async function deleteOldRollups(db: Database, { before, signal }: RetentionWork): Promise<void> {
  const { hourlyRollups } = db.tables
  await inSlices(() => deleteSlice(db, { table: hourlyRollups, column: hourlyRollups.hour }, before), signal)
}

/** Up to where, at most until `before`, every hour of which there are results is rolled up. */
async function endOfRolledUp(db: Database, before: number): Promise<number> {
  for await (const hour of hoursWithResults(db, { until: before })) if (!(await isRolledUp(db, hour))) return hour
  return before
}

/** Repeats what drops a slice, and says whether it may have left more, until it says that it has not. */
async function inSlices(deleteSlice: () => Promise<boolean>, signal: AbortSignal | undefined): Promise<void> {
  while (await deleteSlice()) {
    await sleep(PAUSE_MS)
    signal?.throwIfAborted()
  }
}

interface Aged {
  table: Database['tables']['results' | 'hourlyRollups']
  /** What says how old a row is; the key begins with it. */
  column: Database['tables']['results']['at'] | Database['tables']['hourlyRollups']['hour']
}

/** Drops the oldest rows before an instant; those of the very instant at which the slice ends go with it. */
async function deleteSlice(db: Database, { table, column }: Aged, before: number): Promise<boolean> {
  const isOld = lt(column, before)
  const [last] = await db.orm
    .select({ at: column })
    .from(table)
    .where(isOld)
    .orderBy(asc(column))
    .limit(1)
    .offset(ROWS_A_SLICE)
  await db.write(async (tx) => {
    await tx.delete(table).where(last ? lte(column, last.at) : isOld)
  })
  return last !== undefined
}
