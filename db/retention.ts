import { setTimeout as sleep } from 'node:timers/promises'
import { and, asc, lt, lte, min } from 'drizzle-orm'
import { HOUR_MS, hourOf } from '#domain/rollup.ts'
import type { Database } from './open.ts'
import { findHourSince, isRolledUp } from './rollups.ts'

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
  const end = await endOfRolledUp(db, hourOf(before))
  await inSlices(() => deleteResults(db, end), signal)
}

/** Drops roll-ups of hours that began before an instant, oldest first. */
export async function deleteOldRollups(db: Database, { before, signal }: RetentionWork): Promise<void> {
  await inSlices(() => deleteRollups(db, before), signal)
}

/** Up to where, at most until `before`, every hour of which there are results is rolled up. */
async function endOfRolledUp(db: Database, before: number): Promise<number> {
  let hour = await findHourSince(db, 0)
  while (hour !== undefined && hour < before) {
    if (!(await isRolledUp(db, hour))) return hour
    hour = await findHourSince(db, hour + HOUR_MS)
  }
  return before
}

/** Repeats what drops a slice, and says whether it may have left more, until it says that it has not. */
async function inSlices(deleteSlice: () => Promise<boolean>, signal: AbortSignal | undefined): Promise<void> {
  while (await deleteSlice()) {
    await sleep(PAUSE_MS)
    signal?.throwIfAborted()
  }
}

/** Drops the oldest results before an instant; rows of the millisecond in which a slice ends go with it. */
async function deleteResults(db: Database, before: number): Promise<boolean> {
  const { results: table } = db.tables
  const isOld = lt(table.at, before)
  const [last] = await db.orm
    .select({ at: table.at })
    .from(table)
    .where(isOld)
    .orderBy(asc(table.at))
    .limit(1)
    .offset(ROWS_A_SLICE)
  await db.write(async (tx) => {
    await tx.delete(table).where(last ? and(isOld, lte(table.at, last.at)) : isOld)
  })
  return last !== undefined
}

/** Drops the oldest hour of roll-ups, if it began before an instant. */
async function deleteRollups(db: Database, before: number): Promise<boolean> {
  const { hourlyRollups: table } = db.tables
  const [oldest] = await db.orm.select({ hour: min(table.hour) }).from(table)
  const hour = oldest?.hour ?? before
  if (hour >= before) return false
  await db.write(async (tx) => {
    await tx.delete(table).where(lte(table.hour, hour))
  })
  return true
}
