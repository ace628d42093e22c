import { desc, eq, max } from 'drizzle-orm'
import type { Database } from './open.ts'

/** A stretch in which a prober of ours ran. */
export interface RunMark {
  startedAt: number
  lastAliveAt: number
  /** `null` while it runs, and for ever when it was cut off. */
  stoppedAt: number | null
}

/** Marks that the prober has started; returns the key by which it says that it lives. */
export function insertRunMark(db: Database, at: number): Promise<number> {
  return db.write(async (tx) => {
    const { runMarks } = db.tables
    const [row] = await tx.insert(runMarks).values({ startedAt: at, lastAliveAt: at }).returning({ key: runMarks.key })
    if (!row) throw new Error('The run mark was not stored')
    return row.key
  })
}

/** Says that the prober of this mark was alive at an instant, and that it stopped then when `stopped`. */
export function updateRunMark(
  db: Database,
  key: number,
  { at, stopped }: { at: number; stopped: boolean },
): Promise<void> {
  return db.write(async (tx) => {
    const { runMarks } = db.tables
    const set = { lastAliveAt: at, ...(stopped ? { stoppedAt: at } : {}) }
    await tx.update(runMarks).set(set).where(eq(runMarks.key, key))
  })
}

/** The newest instant that the record knows of: a result or a sign of life; 0 in an empty one. */
export async function findNewestInstant(db: Database): Promise<number> {
  const { runMarks, results } = db.tables
  const [alive] = await db.orm.select({ at: max(runMarks.lastAliveAt) }).from(runMarks)
  const [result] = await db.orm.select({ at: max(results.at) }).from(results)
  return Math.max(alive?.at ?? 0, result?.at ?? 0)
}

/** Every run, newest first. */
export async function listRunMarks(db: Database, limit: number): Promise<RunMark[]> {
  const { runMarks } = db.tables
  const { startedAt, lastAliveAt, stoppedAt } = runMarks
  return db.orm.select({ startedAt, lastAliveAt, stoppedAt }).from(runMarks).orderBy(desc(runMarks.key)).limit(limit)
}
