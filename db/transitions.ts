import { and, asc, desc, eq, gte, inArray, lt, sql } from 'drizzle-orm'
import type { CheckTransition } from '#domain/facts.ts'
import { VERDICTS } from '#domain/verdict.ts'
import type { Database } from './open.ts'
import { keyOf, type Registry } from './registry.ts'
import { withoutStored } from './stored-transitions.ts'
import type { Transaction } from './writer.ts'

/** SQLite binds at most 32,766 values a statement; a transition takes six. */
const ROWS_A_STATEMENT = 1000

/**
 * Adds changes of verdict, in their order. One that is there already, same check, region, instant and verdict, stays as
 * it is: a group whose commit was lost sight of comes again, with a later `recordedAt`.
 */
export async function insertTransitions(
  tx: Transaction,
  { tables: { verdictTransitions: table } }: Database,
  registry: Registry,
  transitions: readonly CheckTransition[],
): Promise<void> {
  const all = transitions.map(({ checkId, region, ...transition }) => ({
    checkKey: keyOf(registry.checks, checkId),
    regionKey: keyOf(registry.regions, region),
    ...transition,
  }))
  const rows = await withoutStored(tx, table, all)
  for (let from = 0; from < rows.length; from += ROWS_A_STATEMENT) {
    await tx.insert(table).values(rows.slice(from, from + ROWS_A_STATEMENT))
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
  return [...before, ...since].map((row) => toTransition(row, query))
}

export interface AllTransitionsQuery {
  checks: readonly { id: string; region: string }[]
  since: number
}

/** What `listTransitions` gives of each of many checks, in the order of the checks, in two queries. */
export async function listAllTransitions(
  db: Database,
  registry: Registry,
  { checks, since }: AllTransitionsQuery,
): Promise<CheckTransition[]> {
  const { verdictTransitions: table } = db.tables
  const ofChecks = and(
    inArray(
      table.checkKey,
      keysOf(
        registry.checks,
        checks.map(({ id }) => id),
      ),
    ),
    inArray(
      table.regionKey,
      keysOf(
        registry.regions,
        checks.map(({ region }) => region),
      ),
    ),
  )
  const select = () => db.orm.select().from(table)
  const before = await select().where(and(ofChecks, inArray(table.key, lastKeysBefore(db, since))))
  const after = await select().where(and(ofChecks, gte(table.at, since)))
  const found = Map.groupBy([...before, ...after], ({ checkKey, regionKey }) => `${checkKey} ${regionKey}`)
  return checks.flatMap(({ id: checkId, region }) => {
    const rows = found.get(`${registry.checks.get(checkId)} ${registry.regions.get(region)}`) ?? []
    // They come in nearly this order, which makes it cheaper here than there.
    return rows.sort(inOrder).map((row) => toTransition(row, { checkId, region }))
  })
}

/** The key of each check's and region's last transition before an instant: one step into the index for each. */
function lastKeysBefore({ orm, tables }: Database, instant: number) {
  const { verdictTransitions: table, checks, regions } = tables
  const ofPair = and(eq(table.checkKey, checks.key), eq(table.regionKey, regions.key), lt(table.at, instant))
  const last = orm
    .select({ key: table.key })
    .from(table)
    .where(ofPair)
    .orderBy(desc(table.at), desc(table.recordedAt), desc(table.key))
    .limit(1)
  return orm
    .select({ key: sql<number>`${last}` })
    .from(checks)
    .crossJoin(regions)
}

/** The keys of those names that the registry has, each once. */
function keysOf(registered: ReadonlyMap<string, number>, ids: readonly string[]): number[] {
  return [...new Set(ids)].flatMap((id) => registered.get(id) ?? [])
}

function inOrder(one: Row, other: Row): number {
  return one.at - other.at || one.recordedAt - other.recordedAt || one.key - other.key
}

type Row = Database['tables']['verdictTransitions']['$inferSelect']

function toTransition(
  { at, recordedAt, verdict, reasonCode }: Row,
  { checkId, region }: Pick<CheckTransition, 'checkId' | 'region'>,
): CheckTransition {
  const known = VERDICTS.find((one) => one === verdict) ?? 'unknown'
  return { checkId, region, at, recordedAt, verdict: known, reasonCode }
}
