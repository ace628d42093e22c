import { isDeepStrictEqual } from 'node:util'
import { and, gt, inArray, isNotNull, isNull, lt, max, or } from 'drizzle-orm'
import type { MaintenanceEvent, Occurrence } from '#domain/maintenance.ts'
import { changeEvents, dueEvents } from '#domain/maintenance-events.ts'
import { entered, replanned, withdrawn } from '#domain/series.ts'
import type { Database } from './database.ts'
import { insertEvents, listEvents } from './maintenance-events.ts'
import { toOccurrence } from './occurrences.ts'
import type { Transaction } from './writer.ts'

/** An occurrence before and after a change; before it was entered there was none. */
export interface OccurrenceChange {
  before: Occurrence | undefined
  next: Occurrence
}

/** SQLite binds at most 32,766 values a statement. */
const IDS_A_QUERY = 1000

/** Records an occurrence as it is from an instant on, in the place of what it was, and what has become of it by then. */
export function writeOccurrence(tx: Transaction, db: Database, change: OccurrenceChange, at: number): Promise<void> {
  return writeOccurrences(tx, db, [change], at)
}

/** The same of many, each another one: a series can have thousands, and nothing else is done while SQLite is asked. */
export async function writeOccurrences(
  tx: Transaction,
  db: Database,
  changes: readonly OccurrenceChange[],
  at: number,
): Promise<void> {
  const { maintenanceOccurrences: table } = db.tables
  await supersede(
    tx,
    db,
    changes.flatMap(({ before }) => (before ? [before.id] : [])),
    at,
  )
  const revisions = await newestRevisions(
    tx,
    db,
    changes.map(({ next }) => next.id),
  )
  const rows = changes.map(({ next }) => ({ ...next, revision: (revisions.get(next.id) ?? 0) + 1, recordedAt: at }))
  await tx.append(table, rows)
  await noteChanges(tx, db, changes, at)
}

/** Notes what was due before a change, though nobody had come to note it, what the change is, and what is due by it. */
async function noteChanges(
  tx: Transaction,
  db: Database,
  changes: readonly OccurrenceChange[],
  at: number,
): Promise<void> {
  const changed = changes.flatMap(({ before }) => (before ? [before.id] : []))
  const known = Map.groupBy(await listEvents(db, changed, tx), ({ occurrenceId }) => occurrenceId)
  await insertEvents(
    tx,
    db,
    changes.flatMap((change) => eventsOf(change, known.get(change.next.id) ?? [], at)),
  )
}

function eventsOf({ before, next }: OccurrenceChange, known: readonly MaintenanceEvent[], at: number) {
  const changed = before ? [...dueEvents([before], known, at), ...changeEvents(before, next, at)] : []
  return [...changed, ...dueEvents([next], [...known, ...changed], at)]
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
  const written = changes.flatMap(({ before, next }) => (next ? [{ before, next }] : []))
  await writeOccurrences(tx, db, written, at)
  await supersede(
    tx,
    db,
    changes.flatMap(({ before, next }) => (before && !next ? [before.id] : [])),
    at,
  )
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

async function newestRevisions(
  tx: Transaction,
  { tables }: Database,
  ids: readonly string[],
): Promise<Map<string, number>> {
  const { maintenanceOccurrences: table } = tables
  const newest = new Map<string, number>()
  for (const some of slicesOf(ids)) {
    const rows = await tx
      .select({ id: table.id, revision: max(table.revision) })
      .from(table)
      .where(inArray(table.id, some))
      .groupBy(table.id)
    for (const { id, revision } of rows) newest.set(id, revision ?? 0)
  }
  return newest
}

async function supersede(tx: Transaction, { tables }: Database, ids: readonly string[], at: number): Promise<void> {
  const { maintenanceOccurrences: table } = tables
  for (const some of slicesOf(ids))
    await tx
      .update(table)
      .set({ supersededAt: at })
      .where(and(inArray(table.id, some), isNull(table.supersededAt)))
}

function* slicesOf(ids: readonly string[]): Generator<string[]> {
  for (let from = 0; from < ids.length; from += IDS_A_QUERY) yield ids.slice(from, from + IDS_A_QUERY)
}
