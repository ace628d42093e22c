import { and, asc, desc, eq, gte, max, min, ne } from 'drizzle-orm'
import { OUTCOMES, type Result } from '#domain/result.ts'
import type { Database } from './open.ts'
import { keyOf, type Registry } from './registry.ts'
import type { Tables } from './schema/tables.ts'
import type { Transaction } from './writer.ts'

/** A result as it is kept: without what is of use only to who asked. */
export type StoredResult = Omit<Result, 'retryAt' | 'observed' | 'findings'>

/** What is kept of a result; what else it said may be large, and goes. Traces of what is well are not looked for. */
export function toStored({
  checkId,
  region,
  at,
  durationMs,
  outcome,
  reasonCode,
  detail,
  traceId,
}: Result): StoredResult {
  const stored = { checkId, region, at, durationMs, outcome, reasonCode, detail }
  return outcome === 'up' || traceId === undefined ? stored : { ...stored, traceId }
}

/** Adds results. One that is there already, same check, region and millisecond, stays as it is. */
export function insertResults(
  tx: Transaction,
  { tables }: Database,
  registry: Registry,
  results: readonly StoredResult[],
): Promise<void> {
  return tx.append(
    tables.results,
    results.map((result) => toRow(result, registry)),
  )
}

export interface ResultQuery {
  checkId: string
  region: string
  since: number
  limit: number
  /** Only those that say something of the target. */
  definite?: boolean
}

/** Results of one check from one region since an instant, newest first; `[]` for an unknown check. */
export async function listResults(db: Database, registry: Registry, query: ResultQuery): Promise<StoredResult[]> {
  const { results } = db.tables
  const checkKey = registry.checks.get(query.checkId)
  const regionKey = registry.regions.get(query.region)
  if (checkKey === undefined || regionKey === undefined) return []
  const ofCheck = and(gte(results.at, query.since), eq(results.checkKey, checkKey), eq(results.regionKey, regionKey))
  const wanted = query.definite ? and(ofCheck, ne(results.outcome, OUTCOMES.indexOf('unknown'))) : ofCheck
  const rows = await db.orm.select().from(results).where(wanted).orderBy(desc(results.at)).limit(query.limit)
  return rows.map((row) => toResult(row, query))
}

/**
 * The last results of the record: those at most so many ms older than its newest, of whatever check, oldest first.
 * One look at the end of the record serves all checks, where one for each would search it from the end every time.
 */
export async function listRecentResults(db: Database, registry: Registry, withinMs: number): Promise<StoredResult[]> {
  const { results } = db.tables
  const [newest] = await db.orm.select({ at: max(results.at) }).from(results)
  const since = (newest?.at ?? 0) - withinMs
  const rows = await db.orm.select().from(results).where(gte(results.at, since)).orderBy(asc(results.at))
  return namedResults(rows, registry)
}

/** When the oldest result finished; `undefined` while there is none. */
export async function findOldestResult({ orm, tables }: Database): Promise<number | undefined> {
  const { results } = tables
  const [oldest] = await orm.select({ at: min(results.at) }).from(results)
  return oldest?.at ?? undefined
}

/** Rows under the names that the registry has; those of checks that it has not are left out. */
export function namedResults(rows: readonly Row[], registry: Registry): StoredResult[] {
  const checks = namesOf(registry.checks)
  const regions = namesOf(registry.regions)
  return rows.flatMap((row) => {
    const [checkId, region] = [checks.get(row.checkKey), regions.get(row.regionKey)]
    return checkId === undefined || region === undefined ? [] : [toResult(row, { checkId, region })]
  })
}

function namesOf(keys: ReadonlyMap<string, number>): Map<number, string> {
  return new Map([...keys].map(([id, key]) => [key, id]))
}

type Row = Tables['results']['$inferSelect']

function toResult(
  { at, durationMs, outcome, reasonCode, detail, traceId }: Row,
  { checkId, region }: Pick<StoredResult, 'checkId' | 'region'>,
): StoredResult {
  const result = { checkId, region, at, durationMs, outcome: OUTCOMES[outcome] ?? 'unknown', reasonCode, detail }
  return traceId === null ? result : { ...result, traceId }
}

function toRow(
  { checkId, region, at, durationMs, outcome, reasonCode, detail, traceId }: StoredResult,
  registry: Registry,
) {
  const checkKey = keyOf(registry.checks, checkId)
  const regionKey = keyOf(registry.regions, region)
  return {
    at,
    checkKey,
    regionKey,
    outcome: OUTCOMES.indexOf(outcome),
    durationMs: Math.round(durationMs),
    reasonCode,
    detail,
    traceId: traceId ?? null,
  }
}
