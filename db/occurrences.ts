import { and, asc, desc, eq, gt, isNotNull, isNull, lt, lte, or, type SQL } from 'drizzle-orm'
import type { Occurrence, OccurrenceState } from '#domain/maintenance.ts'
import type { Recorded } from '#domain/timeline.ts'
import type { Database } from './database.ts'
import { isId } from './id.ts'
import type { Orm } from './writer.ts'

type ReadOrm = Pick<Orm, 'select'>

/** An occurrence as it stands, and how often it was changed. */
export interface HeldOccurrence extends Occurrence {
  revision: number
}

/** Which occurrences a page of them holds. */
export interface OccurrencePageQuery {
  /** The state at `at`; `null` is any. */
  state: OccurrenceState | null
  at: number
  limit: number
  /** The last one of the page before. */
  after: { startedAt: number; id: string } | null
}

/** The occurrence of an id as it stands; `undefined` when there is none. */
export async function findOccurrence(
  { orm, tables }: Database,
  id: string,
  through: ReadOrm = orm,
): Promise<HeldOccurrence | undefined> {
  if (!isId(id)) return undefined
  const { maintenanceOccurrences: table } = tables
  const [row] = await through
    .select()
    .from(table)
    .where(and(eq(table.id, id), isNull(table.supersededAt)))
  return row && { ...toOccurrence(row), revision: row.revision }
}

/** Occurrences as they stand that touch `[from, to)`, by start; the cancelled among them. */
export async function listOccurrences(
  db: Database,
  { from, to }: { from: number; to: number },
  through: ReadOrm = db.orm,
): Promise<Occurrence[]> {
  const { maintenanceOccurrences: table } = db.tables
  const wanted = and(isNull(table.supersededAt), lt(table.startsAt, to), gt(table.endsAt, from))
  const rows = await through.select().from(table).where(wanted).orderBy(asc(table.startsAt), asc(table.id))
  return rows.map(toOccurrence)
}

/** Those of a series, as they stand, that begin after an instant and were not cancelled; by start. */
export async function listComing(
  db: Database,
  { seriesId, after }: { seriesId: string; after: number },
  through: ReadOrm = db.orm,
): Promise<Occurrence[]> {
  const { maintenanceOccurrences: table } = db.tables
  const isComing = and(isNull(table.supersededAt), isNull(table.cancelledAt), gt(table.startsAt, after))
  const wanted = and(eq(table.seriesId, seriesId), isComing)
  return (await through.select().from(table).where(wanted).orderBy(asc(table.startsAt))).map(toOccurrence)
}

/** One page of occurrences: what is to come soonest first, all others newest start first. */
export async function listOccurrencePage(db: Database, query: OccurrencePageQuery): Promise<HeldOccurrence[]> {
  const { maintenanceOccurrences: table } = db.tables
  const { state, at, after, limit } = query
  const isAscending = state === 'scheduled'
  const [beyond, order] = isAscending ? [gt, asc] : [lt, desc]
  const isAfter =
    after === null
      ? undefined
      : or(
          beyond(table.startsAt, after.startedAt),
          and(eq(table.startsAt, after.startedAt), beyond(table.id, after.id)),
        )
  const rows = await db.orm
    .select()
    .from(table)
    .where(and(isNull(table.supersededAt), ofState(db, state, at), isAfter))
    .orderBy(order(table.startsAt), order(table.id))
    .limit(limit)
  return rows.map((row) => ({ ...toOccurrence(row), revision: row.revision }))
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

function ofState({ tables }: Database, state: OccurrenceState | null, at: number): SQL | undefined {
  const { startsAt, endsAt, cancelledAt } = tables.maintenanceOccurrences
  switch (state) {
    case 'scheduled':
      return and(isNull(cancelledAt), gt(startsAt, at))
    case 'in_progress':
      return and(isNull(cancelledAt), lte(startsAt, at), gt(endsAt, at))
    case 'completed':
      return and(isNull(cancelledAt), lte(endsAt, at))
    case 'cancelled':
      return isNotNull(cancelledAt)
    case null:
      return undefined
  }
}

/** A row without what it is held by. */
export function toOccurrence(row: Database['tables']['maintenanceOccurrences']['$inferSelect']): Occurrence {
  const { id, seriesId, startsAt, endsAt, announcedAt, cancelledAt, movedFrom, extendedFrom, handledAt } = row
  const { noticeDays, timezone, title, description, components, expect } = row
  return {
    ...{ id, seriesId, startsAt, endsAt, announcedAt, cancelledAt, movedFrom, extendedFrom, handledAt },
    ...{ noticeDays, timezone, title, description, components, expect },
  }
}
