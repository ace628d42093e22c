import { and, asc, desc, eq, gt, inArray, isNull, ne, notInArray } from 'drizzle-orm'
import type { Component } from '#domain/component.ts'
import type { RetiredCheck } from '#domain/facts.ts'
import { OUTCOMES } from '#domain/result.ts'
import type { Impact } from '#domain/status.ts'
import type { Database } from './open.ts'
import type { Transaction } from './writer.ts'

const IMPACTS: readonly Impact[] = ['degraded_performance', 'partial_outage', 'major_outage']

type Row = Database['tables']['checks']['$inferSelect']

/**
 * The checks that left their component after an instant and once decided its status in public, in the order in which
 * they were entered. One of which it was never noted whether it was private counts as private.
 */
export async function listRetiredChecks({ orm, tables }: Database, since: number): Promise<RetiredCheck[]> {
  const { checks, components } = tables
  const rows = await orm
    .select({ check: checks, componentId: components.id })
    .from(checks)
    .innerJoin(components, eq(components.key, checks.componentKey))
    .where(and(gt(checks.retiredAt, since), eq(checks.private, false), eq(checks.informational, false)))
    .orderBy(asc(checks.key))
  return rows.flatMap(({ check: { id, region, worst, retiredAt }, componentId }) => {
    if (region === null || retiredAt === null) return []
    return [{ id, componentId, region, worst: impactOf(worst), retiredAt }]
  })
}

/** An impact as the record names it; `null` where it names none. */
export function impactOf(stored: string | null): Impact | null {
  return IMPACTS.find((known) => known === stored) ?? null
}

/**
 * Retires the checks that their component has no more. One that moved gives up its name: it is another check from now
 * on, and its past stays where it was.
 */
export async function retireChecks(
  tx: Transaction,
  db: Database,
  components: readonly Component[],
  componentKeys: ReadonlyMap<string, number>,
  at: number,
): Promise<void> {
  const { checks: table } = db.tables
  const placed = new Map(
    components.flatMap(({ id, checks }) => checks.map((check) => [check.id, componentKeys.get(id)])),
  )
  const left = and(notInArray(table.id, [...placed.keys()]), isNull(table.retiredAt))
  for (const row of await tx.select().from(table).where(left)) await retireCheck(tx, db, row, { at })
  const stayed = await tx
    .select()
    .from(table)
    .where(inArray(table.id, [...placed.keys()]))
  const moved = stayed.filter(({ id, componentKey }) => placed.get(id) !== componentKey)
  for (const row of moved) await retireCheck(tx, db, row, { at, id: `${row.id}#${row.key}` })
}

async function retireCheck(
  tx: Transaction,
  db: Database,
  row: Row,
  { at, id = row.id }: { at: number; id?: string },
): Promise<void> {
  const { checks: table } = db.tables
  const retiredAt = row.retiredAt ?? (await endOf(tx, db, row, at))
  await tx.update(table).set({ id, retiredAt }).where(eq(table.key, row.key))
}

/** When a check that leaves at `at` fell silent: then, or when its newest definite result vouched no more. */
async function endOf(tx: Transaction, { tables }: Database, { key, staleAfterMs }: Row, at: number): Promise<number> {
  const { results } = tables
  const [newest] = await tx
    .select({ at: results.at })
    .from(results)
    .where(and(eq(results.checkKey, key), ne(results.outcome, OUTCOMES.indexOf('unknown'))))
    .orderBy(desc(results.at))
    .limit(1)
  return newest && staleAfterMs !== null ? Math.min(at, newest.at + staleAfterMs) : at
}
