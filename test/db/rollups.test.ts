import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Database } from '#db/open.ts'
import { type Registry, syncRegistry } from '#db/registry.ts'
import { insertResults } from '#db/results.ts'
import { findNewestRollup, listRollups, rollUpHours } from '#db/rollups.ts'
import { latencyQuantile } from '#domain/latency-sketch.ts'
import type { Result } from '#domain/result.ts'
import { HOUR_MS, rollUp } from '#domain/rollup.ts'
import { checkOf, componentOf, resultOf } from '../facts.ts'
import { DIALECTS } from './open-test-database.ts'

const API = componentOf('api', { checks: [checkOf('health'), checkOf('login'), checkOf('far', { region: 'eu' })] })
const HOUR = Date.parse('2026-11-23T15:00:00Z')
const MINUTE_MS = 60_000

describe.each(DIALECTS)('roll-ups on %s', (_dialect, open) => {
  async function storeWith(...results: readonly Result[]) {
    const db = await open()
    const registry = await syncRegistry(db, [API], 1)
    await insert(db, registry, results)
    const late = (...more: readonly Result[]) => insert(db, registry, more)
    const list = (ids = ['health']) => {
      const checkKeys = ids.map((id) => registry.checks.get(id) ?? 0)
      return listRollups(db, { checkKeys, from: HOUR - 9 * HOUR_MS, to: HOUR + 9 * HOUR_MS })
    }
    return { db, late, list, rollUp: (until = HOUR + HOUR_MS) => rollUpHours(db, { until }) }
  }

  test('an hour counts every outcome, and sketches what was answered', async () => {
    const store = await storeWith(
      resultOf('health', HOUR, { durationMs: 80 }),
      resultOf('health', HOUR + 1, { durationMs: 2000, outcome: 'degraded' }),
      resultOf('health', HOUR + 2, { durationMs: 5000, outcome: 'down' }),
      resultOf('health', HOUR + HOUR_MS - 1, { durationMs: 9000, outcome: 'unknown' }),
    )
    expect(await store.rollUp()).toBe(1)
    const [row, ...others] = await store.list()
    expect(others).toEqual([])
    expect(row).toMatchObject({ hour: HOUR, outcomes: { up: 1, degraded: 1, down: 1, unknown: 1 } })
    expect(row?.latency.count).toBe(2)
    expect(latencyQuantile(row?.latency ?? rollUp([]).latency, 1)).toBeCloseTo(2000, -2)
  })

  test('an hour without an answer has no latencies', async () => {
    const store = await storeWith(resultOf('health', HOUR, { outcome: 'down' }))
    await store.rollUp()
    expect(await store.list()).toMatchObject([{ outcomes: { up: 0, down: 1 }, latency: { count: 0 } }])
  })

  test('each check and region has its own', async () => {
    const store = await storeWith(
      resultOf('health', HOUR),
      resultOf('health', HOUR, { region: 'eu', outcome: 'down' }),
      resultOf('login', HOUR, { outcome: 'degraded' }),
      resultOf('far', HOUR, { region: 'eu', outcome: 'unknown' }),
    )
    await store.rollUp()
    const rows = await store.list(['health', 'login', 'far'])
    expect(rows.map(({ outcomes: { up, degraded, down, unknown } }) => [up, degraded, down, unknown])).toEqual([
      [1, 0, 0, 0],
      [0, 0, 1, 0],
      [0, 1, 0, 0],
      [0, 0, 0, 1],
    ])
  })

  test('an hour that is not over is not rolled up', async () => {
    const store = await storeWith(resultOf('health', HOUR))
    expect(await store.rollUp(HOUR + HOUR_MS - 1)).toBe(0)
    expect(await store.list()).toEqual([])
  })

  test('rolling up again changes nothing', async () => {
    const store = await storeWith(resultOf('health', HOUR), resultOf('login', HOUR + 5, { outcome: 'down' }))
    await store.rollUp()
    const once = await store.list(['health', 'login'])
    expect(await store.rollUp()).toBe(0)
    expect(await store.list(['health', 'login'])).toEqual(once)
  })

  test('a result that comes late is in the next roll-up of its hour, and that of no other', async () => {
    const store = await storeWith(resultOf('health', HOUR), resultOf('health', HOUR - HOUR_MS))
    expect(await store.rollUp()).toBe(2)
    await store.late(resultOf('health', HOUR + MINUTE_MS), resultOf('login', HOUR + MINUTE_MS))
    expect(await store.rollUp()).toBe(1)
    expect((await store.list()).map(({ hour, outcomes }) => [hour, outcomes.up])).toEqual([
      [HOUR - HOUR_MS, 1],
      [HOUR, 2],
    ])
    expect(await store.list(['login'])).toMatchObject([{ hour: HOUR, outcomes: { up: 1 } }])
  })

  test('what is rolled up outlives its results, though some of them are gone already', async () => {
    const store = await storeWith(resultOf('health', HOUR), resultOf('health', HOUR + 1))
    await store.rollUp()
    await store.db.write(async (tx) => void (await tx.delete(store.db.tables.results)))
    await store.late(resultOf('health', HOUR + 1))
    expect(await store.rollUp()).toBe(0)
    expect(await store.list()).toMatchObject([{ outcomes: { up: 2 } }])
  })

  test('is the same however results came, a page or many', () =>
    fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 1, max: 40 }), async (amount, atOnce) => {
        const results = Array.from({ length: amount }, (_, n) => {
          const outcome = (['up', 'degraded', 'down', 'unknown'] as const)[(n % 7) % 4] ?? 'up'
          const check = n % 2 ? ['far', 'eu'] : ['health', 'local']
          const said = { durationMs: n % 977, outcome, region: check[1] ?? '' }
          return resultOf(check[0] ?? '', HOUR + Math.floor(n / atOnce) + (((n % atOnce) * 100_000) % HOUR_MS), said)
        })
        const distinct = [...new Map(results.map((one) => [`${one.checkId} ${one.at}`, one])).values()]
        const store = await storeWith(...distinct)
        await store.rollUp()
        const expected = rollUp(distinct.filter(({ checkId }) => checkId === 'health'))
        const [row] = await store.list()
        expect(row?.outcomes).toEqual(expected.outcomes)
        expect(new Map(row?.latency.buckets)).toEqual(new Map([...expected.latency.buckets].sort(([a], [b]) => a - b)))
      }),
      { numRuns: 10, seed: 20261123 },
    ))

  test('are listed by hour, those that begin in the span', async () => {
    const hours = [-300, -240, -2, -1, 0]
    const store = await storeWith(...hours.map((hour) => resultOf('health', HOUR + hour * HOUR_MS)))
    await store.rollUp()
    const listed = async (from: number, to: number) =>
      (await listRollups(store.db, { checkKeys: [1], from: HOUR + from * HOUR_MS, to: HOUR + to * HOUR_MS })).map(
        ({ hour }) => (hour - HOUR) / HOUR_MS,
      )
    expect(await listed(-300, 1)).toEqual(hours)
    expect(await listed(-299.5, 0)).toEqual([-240, -2, -1])
    expect(await listed(-1, -1)).toEqual([])
  })

  test('the newest one is known, and that there is none', async () => {
    const store = await storeWith(resultOf('health', HOUR), resultOf('health', HOUR - HOUR_MS))
    expect(await findNewestRollup(store.db)).toBeUndefined()
    await store.rollUp()
    expect(await findNewestRollup(store.db)).toBe(HOUR)
  })

  test('a signal ends the work', async () => {
    const store = await storeWith(resultOf('health', HOUR))
    const ended = rollUpHours(store.db, { until: HOUR + HOUR_MS, signal: AbortSignal.abort() })
    await expect(ended).rejects.toThrow('aborted')
  })
})

function insert(db: Database, registry: Registry, results: readonly Result[]): Promise<void> {
  return db.write((tx) => insertResults(tx, db, registry, results))
}
