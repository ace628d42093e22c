import { describe, expect, test } from 'vitest'
import type { Database } from '#db/open.ts'
import { syncRegistry } from '#db/registry.ts'
import { insertResults } from '#db/results.ts'
import { listRollups } from '#db/rollups.ts'
import { HOUR_MS } from '#domain/rollup.ts'
import { createReduction } from '../../../api/record/reduction.ts'
import { openTestDatabase } from '../../db/open-test-database.ts'
import { checkOf, componentOf, resultOf } from '../../facts.ts'

const DAY_MS = 24 * HOUR_MS
const HOUR = Date.parse('2026-11-23T15:00:00Z')
const API = componentOf('api', { checks: [checkOf('health')] })

async function reductionOf(...ats: readonly number[]) {
  const clock = { now: HOUR }
  const db = await openTestDatabase()
  const registry = await syncRegistry(db, [API], 1)
  const results = ats.map((at) => resultOf('health', at))
  await db.write((tx) => insertResults(tx, db, registry, results))
  const reduction = createReduction({ db, now: () => clock.now, keepResultsMs: () => 7 * DAY_MS })
  return { db, clock, reduction, left: () => leftIn(db, registry.checks.get('health') ?? 0) }
}

/** The hours of the results and the roll-ups that are left, before the one that the test begins in. */
async function leftIn(db: Database, checkKey: number) {
  const { results } = db.tables
  const raw = await db.orm.select({ at: results.at }).from(results)
  const rolledUp = await listRollups(db, { checkKeys: [checkKey], from: HOUR - 500 * DAY_MS, to: HOUR + DAY_MS })
  const daysAgo = (at: number) => (HOUR - at) / DAY_MS
  return { results: raw.map(({ at }) => daysAgo(at)), rollups: rolledUp.map(({ hour }) => daysAgo(hour)) }
}

describe('createReduction', () => {
  test('results are kept for days, what they amount to for 400', async () => {
    const days = [401, 399, 8, 7, 6, 0]
    const { reduction, left } = await reductionOf(...days.map((day) => HOUR - day * DAY_MS))
    await reduction.run()
    expect(await left()).toEqual({ results: [7, 6, 0], rollups: [399, 8, 7, 6] })
  })

  test('a second run changes nothing, and a later one goes on', async () => {
    const { reduction, clock, left } = await reductionOf(HOUR - 8 * DAY_MS, HOUR - 7 * DAY_MS, HOUR)
    await reduction.run()
    const once = await left()
    await reduction.run()
    expect(await left()).toEqual(once)
    clock.now += HOUR_MS
    await reduction.run()
    expect(await left()).toEqual({ results: [0], rollups: [8, 7, 0] })
  })

  test('asked twice at a time, it is one run', async () => {
    const { reduction } = await reductionOf(HOUR - DAY_MS)
    expect(reduction.run()).toBe(reduction.run())
    await reduction.stop()
  })

  test('stopped, it ends without a fault, and begins no more', async () => {
    const { reduction, left } = await reductionOf(...Array.from({ length: 50 }, (_, n) => HOUR - n * HOUR_MS))
    const running = reduction.run()
    await reduction.stop()
    await running
    const stopped = await left()
    await reduction.run()
    expect(await left()).toEqual(stopped)
    expect(stopped.results).toHaveLength(50)
  })

  test('a fault rises, and the next run starts afresh', async () => {
    const { db, left } = await reductionOf(HOUR - DAY_MS)
    let broken = true
    const write: Database['write'] = (work) => (broken ? Promise.reject(new Error('disk full')) : db.write(work))
    const reduction = createReduction({ db: { ...db, write }, now: () => HOUR, keepResultsMs: () => DAY_MS })
    await expect(reduction.run()).rejects.toThrow('disk full')
    broken = false
    await reduction.run()
    expect((await left()).rollups).toEqual([1])
  })
})
