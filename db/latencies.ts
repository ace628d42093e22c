import { inArray } from 'drizzle-orm'
import type { HourlyLatency } from '#domain/latency.ts'
import { HOUR_MS, hourOf } from '#domain/rollup.ts'
import type { Database } from './open.ts'
import { rollUpResults } from './result-rollup.ts'
import { findNewestRollup, hoursWithResults, listRollups } from './rollups.ts'

export interface LatencyQuery {
  checkIds: readonly string[]
  /** Hours that begin in `[from, to)`, ms since the epoch; the last may not be over yet. */
  from: number
  to: number
}

/** The latencies of some checks by the hour, from the roll-ups and, of the hours after them, from results. */
export async function listLatencies(db: Database, { checkIds, from, to }: LatencyQuery): Promise<HourlyLatency[]> {
  const checkKeys = await listCheckKeys(db, checkIds)
  if (checkKeys.length === 0) return []
  const newest = await findNewestRollup(db)
  const end = newest === undefined ? from : newest + HOUR_MS
  const rolledUp = await listRollups(db, { checkKeys, from, to: Math.min(end, to) })
  const all: HourlyLatency[] = rolledUp.map(({ hour, latency }) => ({ hour, latency }))
  for await (const hour of hoursWithResults(db, { from: Math.max(from, end), until: hourOf(to - 1) + HOUR_MS })) {
    if (hour < from) continue
    const ofHour = await rollUpResults(db, { from: hour, to: hour + HOUR_MS, checkKeys })
    all.push(...ofHour.map(({ latency }) => ({ hour, latency })))
  }
  return all
}

async function listCheckKeys({ orm, tables }: Database, ids: readonly string[]): Promise<number[]> {
  const { checks } = tables
  const rows = await orm
    .select({ key: checks.key })
    .from(checks)
    .where(inArray(checks.id, [...ids]))
  return rows.map(({ key }) => key)
}
