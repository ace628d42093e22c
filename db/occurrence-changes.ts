import { isDeepStrictEqual } from 'node:util'
import { and, eq, gt, isNotNull, isNull, lt, max, or } from 'drizzle-orm'
import type { Occurrence } from '#domain/maintenance.ts'
import { changeEvents, dueEvents } from '#domain/maintenance-events.ts'
import { entered, replanned, withdrawn } from '#domain/series.ts'
import type { Database } from './database.ts'
import { insertEvents, listEvents } from './maintenance-events.ts'
import { toOccurrence } from './occurrences.ts'
import type { Transaction } from './writer.ts'

/** Records an occurrence as it is from an instant on, in the place of what it was, and what has become of it by then. */
export async function writeOccurrence(
  tx: Transaction,
  db: Database,
  { before, next }: { before: Occurrence | undefined; next: Occurrence },
  at: number,
): Promise<void> {
  const { maintenanceOccurrences: table } = db.tables
  if (before) await supersede(tx, db, before.id, at)
  const [newest] = await tx
    .select({ revision: max(table.revision) })
    .from(table)
    .where(eq(table.id, next.id))
  await tx.insert(table).values({ ...next, revision: (newest?.revision ?? 0) + 1, recordedAt: at })
  await noteChange(tx, db, { before, next }, at)
}

/** Notes what was due before a change, though nobody had come to note it, what the change is, and what is due by it. */
async function noteChange(
  tx: Transaction,
  db: Database,
  { before, next }: { before: Occurrence | undefined; next: Occurrence },
  at: number,
): Promise<void> {
  const known = before ? await listEvents(db, [next.id], tx) : []
  const changed = before ? [...dueEvents([before], known, at), ...changeEvents(before, next, at)] : []
  await insertEvents(tx, db, [...changed, ...dueEvents([next], [...known, ...changed], at)])
}

/**
 * Brings the record in step with what series plan from `at` until `to`: enters what is new, revises what is told
 * otherwise, withdraws what is no longer planned. What has begun, and what a person changed, stays as it is.
 *
 * @returns how many occurrences changed
 */
export async function syncOccurrences(
  tx: Transaction,
  db: Database,
  planned: readonly Occurrence[],
  { to, at }: { to: number; at: number },
): Promise<number> {
  const standing = new Map((await standingOccurrences(tx, db, { from: at, to })).map((one) => [one.id, one]))
  const plannedIds = new Set(planned.map(({ id }) => id))
  const changes = [
    ...planned.map((one) => {
      const before = standing.get(one.id)
      return { before, next: before ? replanned(before, one, at) : entered(one, at) }
    }),
    ...[...standing.values()]
      .filter(({ id }) => !plannedIds.has(id))
      .map((before) => ({ before, next: withdrawn(before, at) })),
  ].filter(({ before, next }) => !isDeepStrictEqual(before, next))
  for (const { before, next } of changes) {
    if (next) await writeOccurrence(tx, db, { before, next }, at)
    else if (before) await supersede(tx, db, before.id, at)
  }
  return changes.length
}

/** Those that touch the time that is planned, and those that a person moved: they stand for a time in it, wherever they are. */
async function standingOccurrences(
  tx: Transaction,
  { tables }: Database,
  { from, to }: { from: number; to: number },
): Promise<Occurrence[]> {
  const { maintenanceOccurrences: table } = tables
  const touches = and(lt(table.startsAt, to), gt(table.endsAt, from))
  const wanted = and(isNull(table.supersededAt), or(touches, isNotNull(table.movedFrom)))
  return (await tx.select().from(table).where(wanted)).map(toOccurrence)
}

async function supersede(tx: Transaction, { tables }: Database, id: string, at: number): Promise<void> {
  const { maintenanceOccurrences: table } = tables
  await tx
    .update(table)
    .set({ supersededAt: at })
    .where(and(eq(table.id, id), isNull(table.supersededAt)))
}
