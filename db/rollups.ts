import { setImmediate as othersTurn } from 'node:timers/promises'
import { and, asc, count, eq, gte, inArray, lt, max, min, type SQL, sql } from 'drizzle-orm'
import { sketchOf } from '#domain/latency-sketch.ts'
import { HOUR_MS, hourOf } from '#domain/rollup.ts'
import { decodeSketch, encodeSketch } from '#domain/sketch-bytes.ts'
import type { Database } from './open.ts'
import { type CheckRollup, rollUpResults } from './result-rollup.ts'
import type { Transaction } from './writer.ts'

/** Few enough that a transaction of them holds other writers up for no more than some ms. */
const ROLLUPS_A_SLICE = 250
/** Ten days: few enough that a query is over in some ms. */
const HOURS_A_QUERY = 240

/** What one check's results of one hour amount to, from one region. */
export interface HourlyRollup extends CheckRollup {
  /** The start of the hour. */
  hour: number
}

export interface RollUpWork {
  /** Hours that end by then are rolled up, ms since the epoch. */
  until: number
  /** Ends the work between two of its slices. */
  signal?: AbortSignal
}

/**
 * Rolls up each hour that is over and holds more results than were rolled up of it: one that was not yet, or one of
 * which a result came late. Doing it again changes nothing. Oldest first, so that what is rolled up has no gaps.
 *
 * @returns how many hours were rolled up
 */
export async function rollUpHours(db: Database, { until, signal }: RollUpWork): Promise<number> {
  let rolledUp = 0
  for await (const hour of hoursWithResults(db, { until })) {
    signal?.throwIfAborted()
    if (await isRolledUp(db, hour)) continue
    await upsertRollups(db, hour, await rollUpResults(db, { from: hour, to: hour + HOUR_MS }))
    rolledUp++
  }
  return rolledUp
}

/**
 * Each hour of which there are results, oldest first, of those that hold `from` or begin after it and end by `until`.
 * Between two, everybody else has a turn.
 */
export async function* hoursWithResults(
  db: Database,
  { from = 0, until }: { from?: number; until: number },
): AsyncGenerator<number> {
  let hour = await findHourSince(db, from)
  while (hour !== undefined && hour + HOUR_MS <= until) {
    yield hour
    await othersTurn()
    hour = await findHourSince(db, hour + HOUR_MS)
  }
}

async function findHourSince({ orm, tables }: Database, since: number): Promise<number | undefined> {
  const { results } = tables
  const [row] = await orm
    .select({ at: min(results.at) })
    .from(results)
    .where(gte(results.at, since))
  return row && row.at !== null ? hourOf(row.at) : undefined
}

/** Whether every result that is there of an hour is rolled up; results are never edited, so that counting them tells. */
export async function isRolledUp({ orm, tables }: Database, hour: number): Promise<boolean> {
  const { results, hourlyRollups: table } = tables
  const [raw] = await orm
    .select({ count: count() })
    .from(results)
    .where(and(gte(results.at, hour), lt(results.at, hour + HOUR_MS)))
  const sum = sql<number>`sum(${table.up} + ${table.degraded} + ${table.down} + ${table.unknown})`.mapWith(Number)
  const [rolledUp] = await orm.select({ count: sum }).from(table).where(eq(table.hour, hour))
  return (raw?.count ?? 0) <= (rolledUp?.count ?? 0)
}

/** The newest hour that was rolled up. */
export async function findNewestRollup({ orm, tables }: Database): Promise<number | undefined> {
  const { hourlyRollups: table } = tables
  const [row] = await orm.select({ hour: max(table.hour) }).from(table)
  return row?.hour ?? undefined
}

/** Which checks' roll-ups of which span. */
export interface RollupQuery {
  checkKeys: readonly number[]
  /** Hours that begin in `[from, to)`, ms since the epoch. */
  from: number
  to: number
}

/** What was rolled up of some checks, by hour; some days at a time, so that nobody waits for all of them. */
export async function listRollups(db: Database, { checkKeys, from, to }: RollupQuery): Promise<HourlyRollup[]> {
  const { hourlyRollups: table } = db.tables
  const listed: HourlyRollup[] = []
  for (let start = hourOf(from); start < to; start += HOURS_A_QUERY * HOUR_MS) {
    const hours = hoursOf(Math.max(start, from), Math.min(start + HOURS_A_QUERY * HOUR_MS, to))
    // Each hour by its name: the key begins with it, and between two of them lie those of all other checks.
    const wanted = and(inArray(table.hour, hours), inArray(table.checkKey, [...checkKeys]))
    const rows = await db.orm.select().from(table).where(wanted).orderBy(asc(table.hour))
    listed.push(...rows.map(toRollup))
    await othersTurn()
  }
  return listed
}

/** The hours that begin in `[from, to)`. */
function hoursOf(from: number, to: number): number[] {
  const first = hourOf(from + HOUR_MS - 1)
  return Array.from({ length: Math.max(0, Math.ceil((to - first) / HOUR_MS)) }, (_, n) => first + n * HOUR_MS)
}

async function upsertRollups(db: Database, hour: number, rollups: readonly CheckRollup[]): Promise<void> {
  for (let from = 0; from < rollups.length; from += ROLLUPS_A_SLICE) {
    const rows = rollups.slice(from, from + ROLLUPS_A_SLICE).map((one) => toRow({ hour, ...one }))
    await db.write((tx) => upsertRows(tx, db, rows))
    await othersTurn()
  }
}

type Row = Database['tables']['hourlyRollups']['$inferSelect']

async function upsertRows(tx: Transaction, { tables }: Database, rows: Row[]): Promise<void> {
  const { hourlyRollups: table } = tables
  const { hour, checkKey, regionKey, up, degraded, down, unknown, latencySketch } = table
  const set = {
    up: excluded(up),
    degraded: excluded(degraded),
    down: excluded(down),
    unknown: excluded(unknown),
    latencySketch: excluded(latencySketch),
  }
  await tx
    .insert(table)
    .values(rows)
    .onConflictDoUpdate({ target: [hour, checkKey, regionKey], set })
}

/** The value that was to be inserted. */
function excluded({ name }: { name: string }): SQL {
  return sql`excluded.${sql.identifier(name)}`
}

function toRow({ hour, checkKey, regionKey, outcomes, latency }: HourlyRollup): Row {
  const latencySketch = latency.count > 0 ? Buffer.from(encodeSketch(latency)) : null
  return { hour, checkKey, regionKey, ...outcomes, latencySketch }
}

function toRollup({ hour, checkKey, regionKey, up, degraded, down, unknown, latencySketch }: Row): HourlyRollup {
  const latency = latencySketch ? decodeSketch(latencySketch) : sketchOf([])
  return { hour, checkKey, regionKey, outcomes: { up, degraded, down, unknown }, latency }
}
