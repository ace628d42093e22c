import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, lt, or, type SQL } from 'drizzle-orm'
import type { ImpactSpan, Incident, IncidentStatus, IncidentUpdate } from '#domain/incident.ts'
import type { Impact } from '#domain/status.ts'
import type { Database } from './database.ts'
import { isId } from './id.ts'
import type { Orm } from './writer.ts'

/** Which incidents a page of them holds. */
export interface IncidentPageQuery {
  /** `null` is all that `audience` may see. */
  status: 'unresolved' | 'resolved' | 'draft' | null
  /** The public is shown neither drafts nor private ones. */
  audience: 'public' | 'operators'
  limit: number
  /** The last one of the page before. */
  after: { startedAt: number; id: string } | null
}

/** The incident of an id, draft or not; `undefined` when there is none. Reads through a transaction where one is given. */
export async function findIncident(db: Database, id: string, orm: ReadOrm = db.orm): Promise<Incident | undefined> {
  if (!isId(id)) return undefined
  const [found] = await readIncidents(db, orm, { where: eq(db.tables.incidents.id, id), limit: 1 })
  return found
}

/**
 * Incidents that are not resolved, or were when `since` had come, drafts and private ones among them, and the newest
 * published ones, however old; newest start first.
 */
export function listIncidents(
  db: Database,
  { since, newest }: { since: number; newest: number },
  orm: ReadOrm = db.orm,
): Promise<Incident[]> {
  const { incidents, incidentRevisions: held } = db.tables
  const newestKeys = orm
    .select({ key: incidents.key })
    .from(incidents)
    .innerJoin(held, isHeldOf(db))
    .where(isPublic(db))
    .orderBy(desc(held.startedAt), desc(incidents.id))
    .limit(newest)
  const where = or(isNull(held.resolvedAt), gt(held.resolvedAt, since), inArray(incidents.key, newestKeys))
  return readIncidents(db, orm, { where })
}

/** One page of incidents, newest start first. */
export function listIncidentPage(db: Database, query: IncidentPageQuery): Promise<Incident[]> {
  const { incidents, incidentRevisions: held } = db.tables
  const { audience, after, limit, status } = query
  const older =
    after === null
      ? undefined
      : or(lt(held.startedAt, after.startedAt), and(eq(held.startedAt, after.startedAt), lt(incidents.id, after.id)))
  return readIncidents(db, db.orm, {
    where: and(audience === 'public' ? isPublic(db) : undefined, older, ofStatus(db, status)),
    limit,
  })
}

function ofStatus({ tables }: Database, status: IncidentPageQuery['status']): SQL | undefined {
  const { resolvedAt, publishedAt } = tables.incidentRevisions
  switch (status) {
    case 'unresolved':
      return isNull(resolvedAt)
    case 'resolved':
      return isNotNull(resolvedAt)
    case 'draft':
      return isNull(publishedAt)
    case null:
      return undefined
  }
}

/** The revision of an incident that holds now. */
function isHeldOf({ tables: { incidents, incidentRevisions: held } }: Database): SQL | undefined {
  return and(eq(held.incidentKey, incidents.key), isNull(held.supersededAt))
}

function isPublic({ tables: { incidents, incidentRevisions: held } }: Database): SQL | undefined {
  return and(eq(incidents.private, false), isNotNull(held.publishedAt))
}

type ReadOrm = Pick<Orm, 'select'>

/** Far more than a page or ninety days hold. */
const MOST_READ = 10_000

async function readIncidents(
  db: Database,
  orm: ReadOrm,
  { where, limit = MOST_READ }: { where: SQL | undefined; limit?: number },
): Promise<Incident[]> {
  const { incidents, incidentRevisions: held } = db.tables
  const rows = await orm
    .select({ incident: incidents, held })
    .from(incidents)
    .innerJoin(held, isHeldOf(db))
    .where(where)
    .orderBy(desc(held.startedAt), desc(incidents.id))
    .limit(limit)
  if (rows.length === 0) return []
  const keys = rows.map(({ incident }) => incident.key)
  const updates = await updatesOf(db, orm, keys)
  const impacts = await impactsOf(db, orm, keys)
  return rows.map(({ incident, held }) => ({
    ...{ id: incident.id, createdAt: incident.createdAt, automatic: incident.automatic, private: incident.private },
    ...{ revision: held.revision, updatedAt: held.recordedAt, title: held.title, publishedAt: held.publishedAt },
    ...{ startedAt: held.startedAt, resolvedAt: held.resolvedAt, nextUpdateBy: held.nextUpdateBy },
    ...{ postmortem: held.postmortem, touchedAt: held.touchedAt },
    updates: updates.get(incident.key) ?? [],
    impacts: impacts.get(incident.key) ?? [],
  }))
}

/** The messages of incidents as they now stand, oldest first. */
async function updatesOf(db: Database, orm: ReadOrm, keys: readonly number[]) {
  const { incidentUpdates: table } = db.tables
  const rows = await orm
    .select()
    .from(table)
    .where(and(inArray(table.incidentKey, [...keys]), isNull(table.supersededAt)))
    .orderBy(asc(table.at), asc(table.id))
  return grouped(rows, ({ id, status, at, body, components }): IncidentUpdate => {
    return { id, status: status as IncidentStatus, at, body, components }
  })
}

/** What incidents state of components as they now stand, in the order in which it was entered. */
async function impactsOf(db: Database, orm: ReadOrm, keys: readonly number[]) {
  const { incidentImpacts: table, components } = db.tables
  const { incidentKey, impact, startsAt, endsAt } = table
  const rows = await orm
    .select({ id: components.id, incidentKey, impact, startsAt, endsAt })
    .from(table)
    .innerJoin(components, eq(components.key, table.componentKey))
    .where(and(inArray(incidentKey, [...keys]), isNull(table.supersededAt)))
    .orderBy(asc(startsAt), asc(table.key))
  return grouped(rows, ({ id, impact, startsAt, endsAt }): ImpactSpan => {
    return { id, impact: impact as Impact, startsAt, endsAt }
  })
}

function grouped<Row extends { incidentKey: number }, Value>(
  rows: readonly Row[],
  toValue: (row: Row) => Value,
): Map<number, Value[]> {
  const groups = new Map<number, Value[]>()
  for (const row of rows) {
    const group = groups.get(row.incidentKey)
    if (group) group.push(toValue(row))
    else groups.set(row.incidentKey, [toValue(row)])
  }
  return groups
}
