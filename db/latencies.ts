import { inArray } from 'drizzle-orm'
import type { HourlyLatency } from '#domain/latency.ts'
import { HOUR_MS, hourOf } from '#domain/rollup.ts'
import type { Database } from './open.ts'
import { rollUpResults } from './result-rollup.ts'
import { findNewestRollup, type HourlyRollup, hoursWithResults, listRollups } from './rollups.ts'

export interface LatencyQuery {
  checkIds: readonly string[]
  /** Hours that begin in `[from, to)`, ms since the epoch; the last may not be over yet. */
  from: number
  to: number
}

/** The latencies of one check in one hour, from one region. */
export interface CheckLatency extends HourlyLatency {
  checkId: string
}

/** The latencies of some checks by the hour, from the roll-ups and, of the hours after them, from results. */
export async function listLatencies(db: Database, { checkIds, from, to }: LatencyQuery): Promise<CheckLatency[]> {
  const names = await listCheckNames(db, checkIds)
  const checkKeys = [...names.keys()]
  if (checkKeys.length === 0) return []
  const newest = await findNewestRollup(db)
  const end = newest === undefined ? from : newest + HOUR_MS
  const rolledUp = await listRollups(db, { checkKeys, from, to: Math.min(end, to) })
  const all = rolledUp.map((one) => named(one, names))
  for await (const hour of hoursWithResults(db, { from: Math.max(from, end), until: hourOf(to - 1) + HOUR_MS })) {
    if (hour < from) continue
    const ofHour = await rollUpResults(db, { from: hour, to: hour + HOUR_MS, checkKeys })
    all.push(...ofHour.map((one) => named({ ...one, hour }, names)))
  }
  return all
}

function named({ checkKey, hour, latency }: HourlyRollup, names: ReadonlyMap<number, string>): CheckLatency {
  return { checkId: names.get(checkKey) ?? '', hour, latency }
}

async function listCheckNames({ orm, tables }: Database, ids: readonly string[]): Promise<Map<number, string>> {
  const { checks } = tables
  const rows = await orm
    .select({ key: checks.key, id: checks.id })
    .from(checks)
    .where(inArray(checks.id, [...ids]))
  return new Map(rows.map(({ key, id }) => [key, id]))
}
