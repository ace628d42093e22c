import { syncOccurrences } from '#db/occurrence-changes.ts'
import type { Database } from '#db/open.ts'
import { syncRegistry } from '#db/registry.ts'
import { insertResults } from '#db/results.ts'
import { rollUpHours } from '#db/rollups.ts'
import { insertRunMark } from '#db/run-marks.ts'
import { insertTransitions } from '#db/transitions.ts'
import { checkOf, componentOf, occurrenceOf, resultOf, transitionOf } from '../facts.ts'

export const HOUR = 3_600_000
export const AT = Date.parse('2026-11-23T15:00:00Z')
/** More than are copied at once. */
export const RESULTS = 5001
const LOGIN = checkOf('login', { informational: true })
export const API = componentOf('api', { checks: [checkOf('health'), checkOf('far', { region: 'eu' }), LOGIN] })
const GONE = componentOf('gone')
const DOWN = {
  outcome: 'down',
  reasonCode: 'http_503',
  detail: 'status 503, expected 2xx: "naïve" \\ {a,b} ✓',
} as const

/** A record with something in every column that there is. */
export async function fill(db: Database): Promise<void> {
  await syncRegistry(db, [API, GONE], AT - 9 * HOUR)
  const registry = await syncRegistry(db, [API], AT - 8 * HOUR)
  await insertRunMark(db, AT - 9 * HOUR)
  const occurrence = occurrenceOf('mnt_1', AT - 4 * HOUR)
  await db.write((tx) => syncOccurrences(tx, db, [occurrence], { to: AT, at: AT - 9 * HOUR }))
  const ups = Array.from({ length: RESULTS }, (_, n) => resultOf('health', AT - 2 * HOUR + n))
  const { tables } = db
  await db.write(async (tx) => {
    await insertResults(tx, db, registry, [...ups, resultOf('far', AT, { region: 'eu', ...DOWN })])
    await insertTransitions(tx, db, registry, [
      transitionOf('health', AT - 6 * HOUR),
      transitionOf('health', AT - 5 * HOUR, { verdict: 'down', reasonCode: 'http_503' }),
      transitionOf('health', AT - HOUR),
    ])
    await tx.insert(tables.incidents).values({ id: 'inc_1', createdAt: AT, automatic: true, private: false })
    const held = { recordedAt: AT, supersededAt: null, revision: 1 }
    const definition = { rrule: null, 'quoted "key"': [1, 'zwei', null, true] }
    await tx.insert(tables.maintenanceSeries).values({ id: 'ser_1', ...held, origin: 'api', definition })
    await tx.insert(tables.tokens).values({ id: 't', name: 'ci', hash: 'ab', scopes: ['admin'], createdAt: AT })
    const audit = { at: AT, actor: 'ci', action: 'create', subject: 'inc_1' }
    await tx.insert(tables.audit).values([
      { ...audit, after: 'a text' },
      { ...audit, before: { a: null }, after: [] },
    ])
  })
  await rollUpHours(db, { until: AT })
}

/** The rows of every table, as texts in an order of their own. */
export async function allRows({ orm, tables }: Database): Promise<unknown[]> {
  const all: unknown[] = []
  for (const table of Object.values(tables)) {
    const rows: unknown[] = await orm.select().from(table)
    all.push(rows.map((row) => JSON.stringify(row)).toSorted())
  }
  return all
}
