import { describe, expect, test } from 'vitest'
import { syncRegistry } from '#db/registry.ts'
import { insertResults } from '#db/results.ts'
import { rollUpHours } from '#db/rollups.ts'
import type { Configuration } from '#domain/configuration.ts'
import type { Result } from '#domain/result.ts'
import { HOUR_MS } from '#domain/rollup.ts'
import { createLatencyDocuments } from '../../api/latency.ts'
import { openTestDatabase } from '../db/open-test-database.ts'
import { checkOf, componentOf, configurationOf, NOW, resultOf } from '../facts.ts'

const API = componentOf('api', {
  checks: [
    checkOf('health'),
    checkOf('login'),
    checkOf('quota', { informational: true }),
    checkOf('internal', { private: true }),
  ],
})
const HIDDEN = componentOf('hidden', { private: true })

async function documentsOf(results: readonly Result[]) {
  const clock = { now: NOW }
  let configuration: Configuration = configurationOf([API, HIDDEN, componentOf('quiet')])
  const db = openTestDatabase()
  const registry = await syncRegistry(db, configuration.components, 1)
  const store = (...more: readonly Result[]) => db.write((tx) => insertResults(tx, db, registry, more))
  await store(...results)
  await rollUpHours(db, { until: NOW })
  const latency = createLatencyDocuments({ db, now: () => clock.now, configuration: () => configuration })
  return {
    clock,
    latency,
    store,
    configure: (next: Configuration) => {
      configuration = next
    },
    buckets: async (window?: string) => JSON.parse(await latency('api', window)).buckets as { count: number }[],
  }
}

describe('createLatencyDocuments', () => {
  test('a component is as fast as the checks that decide its status, the current hour included', async () => {
    const { latency } = await documentsOf([
      resultOf('health', NOW - HOUR_MS, { durationMs: 20 }),
      resultOf('health', NOW - 1, { durationMs: 30 }),
      resultOf('login', NOW - 1, { durationMs: 40, outcome: 'degraded' }),
      resultOf('login', NOW - 2, { durationMs: 5000, outcome: 'down' }),
      resultOf('quota', NOW - 1, { durationMs: 1 }),
      resultOf('internal', NOW - 1, { durationMs: 2 }),
    ])
    const { buckets, ...rest } = JSON.parse(await latency('api', '24h'))
    expect(rest).toEqual({ component: 'api', window: '24h' })
    expect(buckets.slice(-3)).toEqual([
      { at: '2026-11-23T13:00:00.000Z', count: 0, p50Ms: null, p95Ms: null, p99Ms: null },
      { at: '2026-11-23T14:00:00.000Z', count: 1, p50Ms: 20, p95Ms: 20, p99Ms: 20 },
      { at: '2026-11-23T15:00:00.000Z', count: 2, p50Ms: 30, p95Ms: 40, p99Ms: 40 },
    ])
  })

  test.each([
    ['24h', 24, [1, 1]],
    ['7d', 28, [1, 0, 0, 0, 2]],
    ['90d', 90, [1, ...Array.from({ length: 58 }, () => 0), 1, 2]],
  ] as const)('a window of %s has %d buckets', async (window, length, last) => {
    const hours = [0, 1, 24, 60 * 24]
    const { buckets } = await documentsOf(hours.map((hour) => resultOf('health', NOW - hour * HOUR_MS)))
    const counts = (await buckets(window)).map(({ count }) => count)
    expect(counts).toHaveLength(length)
    expect(counts.slice(-last.length)).toEqual(last)
  })

  test('of a component of which nothing is known every bucket is empty', async () => {
    const { latency } = await documentsOf([])
    const { buckets } = JSON.parse(await latency('quiet', '90d'))
    expect(buckets).toHaveLength(90)
    expect(new Set(buckets.map(({ count }: { count: number }) => count))).toEqual(new Set([0]))
  })

  test('a window that is not named is the last 24 hours', async () => {
    const { latency } = await documentsOf([])
    expect(await latency('api', undefined)).toBe(await latency('api', '24h'))
  })

  test.each(['1y', '', '24H'])('a window "%s" is a problem that names it', async (window) => {
    const { latency } = await documentsOf([])
    const detail = `window: expected 24h, 7d, 90d, got "${window}".`
    await expect(latency('api', window)).rejects.toMatchObject({ code: 'BAD_REQUEST', message: detail })
  })

  test.each(['nobody', 'hidden'])('of the component %s there is nothing', async (id) => {
    const { latency } = await documentsOf([])
    const detail = `No component has the id "${id}".`
    await expect(latency(id, '24h')).rejects.toMatchObject({ code: 'DATA_001', message: detail })
  })

  test('a document is made once in ten seconds', async () => {
    const { latency, buckets, store, clock } = await documentsOf([])
    expect(latency('api', '24h')).not.toBe(latency('api', '7d'))
    expect((await buckets()).at(-1)?.count).toBe(0)
    await store(resultOf('health', NOW - 1))
    clock.now += 9_999
    expect((await buckets()).at(-1)?.count).toBe(0)
    clock.now += 1
    expect((await buckets()).at(-1)?.count).toBe(1)
  })

  test('a new configuration is in the next document', async () => {
    const { buckets, configure } = await documentsOf([resultOf('health', NOW - 1), resultOf('login', NOW - 1)])
    expect((await buckets()).at(-1)?.count).toBe(2)
    configure(configurationOf([componentOf('api', { checks: [checkOf('login')] })]))
    expect((await buckets()).at(-1)?.count).toBe(1)
  })
})
