import { setImmediate as othersTurn } from 'node:timers/promises'
import { and, asc, eq, gt, gte, inArray, lt, or } from 'drizzle-orm'
import { OUTCOMES } from '#domain/result.ts'
import { mergeRollups, type Rollup, rollUp } from '#domain/rollup.ts'
import type { Database } from './open.ts'

/** Few enough that reading them is over in some ms. */
const RESULTS_A_PAGE = 2000

/** What the results of one check from one region amount to. */
export interface CheckRollup extends Rollup {
  checkKey: number
  regionKey: number
}

export interface ResultSpan {
  /** Results of `[from, to)`, ms since the epoch. */
  from: number
  to: number
  /** Only those of these checks; all of them unless told. */
  checkKeys?: readonly number[]
}

type Row = Pick<
  Database['tables']['results']['$inferSelect'],
  'at' | 'checkKey' | 'regionKey' | 'outcome' | 'durationMs'
>

/** Rolls up the results of a span as they now stand, a page at a time: nobody else waits for longer than one takes. */
export async function rollUpResults(db: Database, span: ResultSpan): Promise<CheckRollup[]> {
  const rolledUp = new Map<string, CheckRollup>()
  for (let page = await readPage(db, span); page.length > 0; page = await readPage(db, span, page.at(-1))) {
    for (const [key, rows] of Map.groupBy(page, ({ checkKey, regionKey }) => `${checkKey} ${regionKey}`)) {
      const before = rolledUp.get(key)
      const ofPage = rollUpRows(rows)
      if (ofPage) rolledUp.set(key, before ? { ...before, ...mergeRollups(before, ofPage) } : ofPage)
    }
    await othersTurn()
  }
  return [...rolledUp.values()]
}

async function readPage({ orm, tables }: Database, { from, to, checkKeys }: ResultSpan, after?: Row): Promise<Row[]> {
  const { results: table } = tables
  const { at, checkKey, regionKey, outcome, durationMs } = table
  const wanted = and(
    gte(at, after?.at ?? from),
    lt(at, to),
    checkKeys && inArray(checkKey, [...checkKeys]),
    after && isAfter(table, after),
  )
  return orm
    .select({ at, checkKey, regionKey, outcome, durationMs })
    .from(table)
    .where(wanted)
    .orderBy(asc(at), asc(checkKey), asc(regionKey))
    .limit(RESULTS_A_PAGE)
}

/** Those that follow a row in the order of their key. */
function isAfter({ at, checkKey, regionKey }: Database['tables']['results'], row: Row) {
  const sameCheck = and(eq(at, row.at), eq(checkKey, row.checkKey), gt(regionKey, row.regionKey))
  return or(gt(at, row.at), and(eq(at, row.at), gt(checkKey, row.checkKey)), sameCheck)
}

function rollUpRows(rows: readonly Row[]): CheckRollup | undefined {
  const [first] = rows
  if (!first) return undefined
  const { checkKey, regionKey } = first
  const results = rows.map(({ outcome, durationMs }) => ({ outcome: OUTCOMES[outcome] ?? 'unknown', durationMs }))
  return { checkKey, regionKey, ...rollUp(results) }
}
