import { and, asc, desc, eq, gte, lt } from 'drizzle-orm'
import type { CheckTransition } from '#domain/facts.ts'
import { VERDICTS } from '#domain/verdict.ts'
import type { Database } from './open.ts'
import { keyOf, type Registry } from './registry.ts'
import type { Transaction } from './writer.ts'

/** SQLite binds at most 32,766 values a statement; a transition takes six. */
const ROWS_A_STATEMENT = 1000

/** Adds changes of verdict, in their order. */
export async function insertTransitions(
  tx: Transaction,
  { tables }: Database,
  registry: Registry,
  transitions: readonly CheckTransition[],
): Promise<void> {
  const rows = transitions.map(({ checkId, region, ...transition }) => ({
    checkKey: keyOf(registry.checks, checkId),
    regionKey: keyOf(registry.regions, region),
    ...transition,
  }))
  for (let from = 0; from < rows.length; from += ROWS_A_STATEMENT) {
    await tx.insert(tables.verdictTransitions).values(rows.slice(from, from + ROWS_A_STATEMENT))
  }
}

export interface TransitionQuery {
  checkId: string
  region: string
  since: number
}

/** One check's transitions that took effect since an instant, and the last one before it; in the order they hold. */
export async function listTransitions(
  db: Database,
  registry: Registry,
  query: TransitionQuery,
): Promise<CheckTransition[]> {
  const { verdictTransitions: table } = db.tables
  const checkKey = registry.checks.get(query.checkId)
  const regionKey = registry.regions.get(query.region)
  if (checkKey === undefined || regionKey === undefined) return []
  const ofCheck = and(eq(table.checkKey, checkKey), eq(table.regionKey, regionKey))
  const newestFirst = [desc(table.at), desc(table.recordedAt), desc(table.key)]
  const oldestFirst = [asc(table.at), asc(table.recordedAt), asc(table.key)]
  const select = () => db.orm.select().from(table)
  const before = await select()
    .where(and(ofCheck, lt(table.at, query.since)))
    .orderBy(...newestFirst)
    .limit(1)
  const since = await select()
    .where(and(ofCheck, gte(table.at, query.since)))
    .orderBy(...oldestFirst)
  return [...before, ...since].map(({ at, recordedAt, verdict, reasonCode }) => ({
    checkId: query.checkId,
    region: query.region,
    at,
    recordedAt,
    verdict: VERDICTS.find((known) => known === verdict) ?? 'unknown',
    reasonCode,
  }))
}
