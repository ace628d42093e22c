import { and, eq, inArray, isNull, max } from 'drizzle-orm'
import type { ImpactSpan, Incident, IncidentUpdate } from '#domain/incident.ts'
import type { Database } from './database.ts'
import type { Transaction } from './writer.ts'

/** Adds an incident with its first message and what it states. */
export async function insertIncident(tx: Transaction, db: Database, incident: Incident): Promise<void> {
  const { id, createdAt, automatic, private: hidden } = incident
  await tx.insert(db.tables.incidents).values({ id, createdAt, automatic, private: hidden })
  await writeIncident(tx, db, undefined, incident)
}

/**
 * Records an incident as it is after a change: what is other than before is superseded by a row of its own, at the
 * instant of the change.
 */
export async function updateIncident(tx: Transaction, db: Database, before: Incident, next: Incident): Promise<void> {
  await writeIncident(tx, db, before, next)
}

async function writeIncident(
  tx: Transaction,
  db: Database,
  before: Incident | undefined,
  next: Incident,
): Promise<void> {
  const { incidents } = db.tables
  const [row] = await tx.select({ key: incidents.key }).from(incidents).where(eq(incidents.id, next.id))
  if (!row) throw new Error(`The incident ${next.id} is not on record`)
  await writeRevision(tx, db, row.key, next)
  await writeUpdates(tx, db, row.key, { before: before?.updates ?? [], next: next.updates, at: next.updatedAt })
  await writeImpacts(tx, db, row.key, { before: before?.impacts ?? [], next: next.impacts, at: next.updatedAt })
}

async function writeRevision(tx: Transaction, { tables }: Database, incidentKey: number, next: Incident) {
  const { incidentRevisions: table } = tables
  const { revision, updatedAt, title, publishedAt, startedAt, resolvedAt, nextUpdateBy, postmortem, touchedAt } = next
  await tx
    .update(table)
    .set({ supersededAt: updatedAt })
    .where(and(eq(table.incidentKey, incidentKey), isNull(table.supersededAt)))
  const facts = { title, publishedAt, startedAt, resolvedAt, nextUpdateBy, postmortem, touchedAt }
  await tx.insert(table).values({ incidentKey, revision, recordedAt: updatedAt, ...facts })
}

interface Changed<Fact> {
  before: readonly Fact[]
  next: readonly Fact[]
  at: number
}

async function writeUpdates(
  tx: Transaction,
  { tables }: Database,
  incidentKey: number,
  { before, next, at }: Changed<IncidentUpdate>,
): Promise<void> {
  const { incidentUpdates: table } = tables
  const known = new Map(before.map((update) => [update.id, update.body]))
  const changed = next.filter(({ id, body }) => known.get(id) !== body)
  for (const update of changed) {
    const ofThis = eq(table.id, update.id)
    await tx
      .update(table)
      .set({ supersededAt: at })
      .where(and(ofThis, isNull(table.supersededAt)))
    const [newest] = await tx
      .select({ revision: max(table.revision) })
      .from(table)
      .where(ofThis)
    const revision = (newest?.revision ?? 0) + 1
    await tx.insert(table).values({ ...update, incidentKey, revision, recordedAt: at })
  }
}

async function writeImpacts(
  tx: Transaction,
  db: Database,
  incidentKey: number,
  { before, next, at }: Changed<ImpactSpan>,
): Promise<void> {
  const { incidentImpacts: table } = db.tables
  const [gone, added] = [without(before, next), without(next, before)]
  const keys = await componentKeys(
    tx,
    db,
    [...gone, ...added].map(({ id }) => id),
  )
  for (const { id, startsAt } of gone) {
    const wanted = and(
      eq(table.incidentKey, incidentKey),
      eq(table.componentKey, keyOf(keys, id)),
      eq(table.startsAt, startsAt),
      isNull(table.supersededAt),
    )
    await tx.update(table).set({ supersededAt: at }).where(wanted)
  }
  for (const { id, ...span } of added)
    await tx.insert(table).values({ ...span, incidentKey, componentKey: keyOf(keys, id), recordedAt: at })
}

/** The spans of one list that are not in another. */
function without(spans: readonly ImpactSpan[], others: readonly ImpactSpan[]): ImpactSpan[] {
  return spans.filter((span) => !others.some((other) => isSame(span, other)))
}

function isSame(a: ImpactSpan, b: ImpactSpan): boolean {
  return a.id === b.id && a.impact === b.impact && a.startsAt === b.startsAt && a.endsAt === b.endsAt
}

async function componentKeys(tx: Transaction, { tables }: Database, ids: readonly string[]) {
  const { components } = tables
  if (ids.length === 0) return new Map<string, number>()
  const rows = await tx
    .select({ id: components.id, key: components.key })
    .from(components)
    .where(inArray(components.id, [...new Set(ids)]))
  return new Map(rows.map(({ id, key }) => [id, key]))
}

/** The key of a component that was configured when it was named. */
function keyOf(keys: ReadonlyMap<string, number>, id: string): number {
  const key = keys.get(id)
  if (key === undefined) throw new Error(`The component "${id}" is not in the registry`)
  return key
}
