import { isDeepStrictEqual } from 'node:util'
import { and, asc, eq, gt, isNull, lt, max } from 'drizzle-orm'
import type { Occurrence } from '#domain/maintenance.ts'
import type { Recorded } from '#domain/timeline.ts'
import type { Database } from './open.ts'
import type { Transaction } from './writer.ts'

/** Occurrences as they now stand, not cancelled, that touch `[from, to)`; by start. */
export async function listOccurrences(db: Database, { from, to }: { from: number; to: number }): Promise<Occurrence[]> {
  const { maintenanceOccurrences: table } = db.tables
  const wanted = and(
    isNull(table.supersededAt),
    isNull(table.cancelledAt),
    lt(table.startsAt, to),
    gt(table.endsAt, from),
  )
  const rows = await db.orm.select().from(table).where(wanted).orderBy(asc(table.startsAt), asc(table.id))
  return rows.map(toOccurrence)
}

/** Every revision of the occurrences that touch `[from, to)`, with when each was recorded and until when it was held true. */
export async function listOccurrenceRevisions(
  db: Database,
  { from, to }: { from: number; to: number },
): Promise<(Occurrence & Recorded)[]> {
  const { maintenanceOccurrences: table } = db.tables
  const wanted = and(isNull(table.cancelledAt), lt(table.startsAt, to), gt(table.endsAt, from))
  const rows = await db.orm.select().from(table).where(wanted).orderBy(asc(table.startsAt), asc(table.id))
  return rows.map((row) => ({ ...toOccurrence(row), recordedAt: row.recordedAt, supersededAt: row.supersededAt }))
}

/**
 * Brings the record in step with what the configured series say of `[from, to)`: enters what is new, revises what is
 * told otherwise, withdraws what is no longer planned. What has begun before `at` is left as it was.
 *
 * @returns how many occurrences changed
 */
export function syncOccurrences(
  db: Database,
  planned: readonly Occurrence[],
  { from, to, at }: { from: number; to: number; at: number },
): Promise<number> {
  return db.write(async (tx) => {
    const standing = new Map((await standingOccurrences(tx, db, { from, to })).map((one) => [one.id, one]))
    const plannedIds = new Set(planned.map(({ id }) => id))
    const changed = planned.filter((one) => {
      const before = standing.get(one.id)
      return !before || (one.startsAt > at && !isDeepStrictEqual(before, one))
    })
    const withdrawn = [...standing.values()].filter((one) => one.startsAt > at && !plannedIds.has(one.id))
    for (const one of [...changed, ...withdrawn]) await supersede(tx, db, one.id, at)
    for (const one of changed) await insertRevision(tx, db, one, at)
    return changed.length + withdrawn.length
  })
}

async function standingOccurrences(
  tx: Transaction,
  { tables }: Database,
  { from, to }: { from: number; to: number },
): Promise<Occurrence[]> {
  const { maintenanceOccurrences: table } = tables
  const wanted = and(isNull(table.supersededAt), lt(table.startsAt, to), gt(table.endsAt, from))
  return (await tx.select().from(table).where(wanted)).map(toOccurrence)
}

async function supersede(tx: Transaction, { tables }: Database, id: string, at: number): Promise<void> {
  const { maintenanceOccurrences: table } = tables
  await tx
    .update(table)
    .set({ supersededAt: at })
    .where(and(eq(table.id, id), isNull(table.supersededAt)))
}

async function insertRevision(tx: Transaction, { tables }: Database, one: Occurrence, at: number): Promise<void> {
  const { maintenanceOccurrences: table } = tables
  const [newest] = await tx
    .select({ revision: max(table.revision) })
    .from(table)
    .where(eq(table.id, one.id))
  await tx.insert(table).values({ ...one, revision: (newest?.revision ?? 0) + 1, recordedAt: at })
}

function toOccurrence(row: Database['tables']['maintenanceOccurrences']['$inferSelect']): Occurrence {
  const { id, seriesId, startsAt, endsAt, announcedAt, cancelledAt, movedFrom, extendedFrom, handledAt } = row
  const { noticeDays, timezone, title, description, components, expect } = row
  return {
    ...{ id, seriesId, startsAt, endsAt, announcedAt, cancelledAt, movedFrom, extendedFrom, handledAt },
    ...{ noticeDays, timezone, title, description, components, expect },
  }
}
