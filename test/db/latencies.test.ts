import { describe, expect, test } from 'vitest'
import { listLatencies } from '#db/latencies.ts'
import { syncRegistry } from '#db/registry.ts'
import { insertResults } from '#db/results.ts'
import { rollUpHours } from '#db/rollups.ts'
import type { Result } from '#domain/result.ts'
import { HOUR_MS } from '#domain/rollup.ts'
import { checkOf, componentOf, resultOf } from '../facts.ts'
import { DIALECTS } from './open-test-database.ts'

const API = componentOf('api', { checks: [checkOf('health'), checkOf('login'), checkOf('far', { region: 'eu' })] })
const HOUR = Date.parse('2026-11-23T15:00:00Z')

describe.each(DIALECTS)('latencies on %s', (_dialect, open) => {
  async function listWith(
    results: readonly Result[],
    { rolledUpTo = 0, from = -9, to = 1, checkIds = ['health'] } = {},
  ) {
    const db = await open()
    const registry = await syncRegistry(db, [API], 1)
    await db.write((tx) => insertResults(tx, db, registry, results))
    await rollUpHours(db, { until: HOUR + rolledUpTo * HOUR_MS })
    const listed = await listLatencies(db, { checkIds, from: HOUR + from * HOUR_MS, to: HOUR + to * HOUR_MS })
    return listed.map(({ hour, latency }) => [(hour - HOUR) / HOUR_MS, latency.count])
  }
  const at = (hour: number, changes: Partial<Result> = {}) => resultOf('health', HOUR + hour * HOUR_MS, changes)

  test.each([-3, -1, 0, 1])('are the same whether results are rolled up to the hour %d or not', async (rolledUpTo) => {
    const results = [at(-3), at(-2.5), at(-1), at(0), at(0.5)]
    expect(await listWith(results, { rolledUpTo })).toEqual([
      [-3, 2],
      [-1, 1],
      [0, 2],
    ])
  })

  test('are of the checks asked for, from every region', async () => {
    const far = resultOf('far', HOUR - HOUR_MS, { region: 'eu' })
    const results = [at(-1), at(-1, { region: 'eu' }), resultOf('login', HOUR), far]
    const listed = await listWith(results, { checkIds: ['health', 'far'], rolledUpTo: 0 })
    expect(listed).toEqual([
      [-1, 1],
      [-1, 1],
      [-1, 1],
    ])
    expect(await listWith(results, { checkIds: ['nobody'] })).toEqual([])
  })

  test('are those of hours that begin in the span', async () => {
    const results = [-3, -2, -1, 0].map((hour) => at(hour + 0.9))
    for (const rolledUpTo of [-9, -1, 1]) {
      expect(await listWith(results, { rolledUpTo, from: -2.5, to: 0 })).toEqual([
        [-2, 1],
        [-1, 1],
      ])
    }
  })

  test('count only what was answered', async () => {
    const outcomes = ['up', 'degraded', 'down', 'unknown'] as const
    const results = outcomes.map((outcome, n) => at(n / 100, { outcome }))
    expect(await listWith(results)).toEqual([[0, 2]])
    expect(await listWith(results, { rolledUpTo: 1 })).toEqual([[0, 2]])
  })
})
