import { and, asc, desc, eq, gt, gte, inArray, lt, lte, type SQL, sql } from 'drizzle-orm'
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
  /** The key of the last one entered that counts; all of them unless told. */
  upTo?: number
}

/** What `listTransitions` gives of each of many checks, in the order of the checks, in two queries. */
export async function listAllTransitions(
  db: Database,
  registry: Registry,
  { checks, since, upTo }: AllTransitionsQuery,
): Promise<CheckTransition[]> {
  const { verdictTransitions: table } = db.tables
  const checkKeys = checks.flatMap(({ id }) => registry.checks.get(id) ?? [])
  const regionKeys = new Set(checks.flatMap(({ region }) => registry.regions.get(region) ?? []))
  const entered = upTo === undefined ? undefined : lte(table.key, upTo)
  const ofChecks = and(inArray(table.checkKey, checkKeys), inArray(table.regionKey, [...regionKeys]), entered)
  const select = () => db.orm.select().from(table)
  const before = await select().where(
    and(ofChecks, inArray(table.key, lastKeys(db, and(lt(table.at, since), entered)))),
  )
  const after = await select().where(and(ofChecks, gte(table.at, since)))
  return named([...before, ...after], registry, checks)
}

export interface NewTransitionsQuery extends Pick<AllTransitionsQuery, 'checks'> {
  /** The keys of the last one entered before them, and of the last of them. */
  after: number
  upTo: number
}

/** The transitions of some checks that were entered after another, whenever they took effect; in the order of the checks. */
export async function listNewTransitions(
  db: Database,
  registry: Registry,
  { checks, after, upTo }: NewTransitionsQuery,
): Promise<CheckTransition[]> {
  const { verdictTransitions: table } = db.tables
  const isNew = and(gt(table.key, after), lte(table.key, upTo))
  return named(await db.orm.select().from(table).where(isNew), registry, checks)
}

/** The key of each check's and region's last transition of some: one step into the index for each. */
function lastKeys({ orm, tables }: Database, wanted: SQL | undefined) {
  const { verdictTransitions: table, checks, regions } = tables
  const last = orm
    .select({ key: table.key })
    .from(table)
    .where(and(eq(table.checkKey, checks.key), eq(table.regionKey, regions.key), wanted))
    .orderBy(desc(table.at), desc(table.recordedAt), desc(table.key))
    .limit(1)
  return orm
    .select({ key: sql<number>`${last}` })
    .from(checks)
    .crossJoin(regions)
}

type Row = Database['tables']['verdictTransitions']['$inferSelect']

/** The rows of some checks, in the order of the checks and of each in the order they hold. */
function named(rows: readonly Row[], registry: Registry, checks: AllTransitionsQuery['checks']): CheckTransition[] {
  const found = Map.groupBy(rows, ({ checkKey, regionKey }) => `${checkKey} ${regionKey}`)
  return checks.flatMap(({ id: checkId, region }) => {
    const mine = found.get(`${registry.checks.get(checkId)} ${registry.regions.get(region)}`) ?? []
    // They come in nearly this order, which makes it cheaper here than there.
    return mine.sort(inOrder).map((row) => toTransition(row, { checkId, region }))
  })
}

function inOrder(one: Row, other: Row): number {
  return one.at - other.at || one.recordedAt - other.recordedAt || one.key - other.key
}

function toTransition(
  { at, recordedAt, verdict, reasonCode }: Row,
  { checkId, region }: Pick<CheckTransition, 'checkId' | 'region'>,
): CheckTransition {
  const known = VERDICTS.find((one) => one === verdict) ?? 'unknown'
  return { checkId, region, at, recordedAt, verdict: known, reasonCode }
}
