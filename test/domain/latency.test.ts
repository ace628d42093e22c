import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LATENCY_WINDOWS, latencyBuckets, latencyHistory, latencySpans } from '#domain/latency.ts'
import { sketchOf } from '#domain/latency-sketch.ts'
import { HOUR_MS } from '#domain/rollup.ts'
import { NOW } from '../facts.ts'

const ZONE = 'America/New_York'
const DAY_MS = 24 * HOUR_MS

describe('latencySpans', () => {
  test.each([
    ['24h', 24, '2026-11-22T16:00:00.000Z', '2026-11-23T16:00:00.000Z'],
    ['7d', 28, '2026-11-16T18:00:00.000Z', '2026-11-23T18:00:00.000Z'],
    ['90d', 90, '2026-08-26T04:00:00.000Z', '2026-11-23T15:22:05.001Z'],
  ] as const)('of %s there are %d, from %s to %s', (window, count, from, to) => {
    const spans = latencySpans(window, NOW, ZONE)
    expect(spans).toHaveLength(count)
    expect([spans[0]?.from, spans.at(-1)?.to].map((at) => new Date(at ?? 0).toISOString())).toEqual([from, to])
  })

  test('follow each other without gaps, and the last holds the instant', () =>
    fc.assert(
      fc.property(
        fc.constantFrom(...LATENCY_WINDOWS),
        fc.integer({ min: NOW - 400 * DAY_MS, max: NOW }),
        fc.constantFrom(ZONE, 'Asia/Kolkata', 'Pacific/Apia', 'UTC'),
        (window, at, zone) => {
          const spans = latencySpans(window, at, zone)
          for (const [index, { from }] of spans.entries()) expect(spans[index - 1]?.to ?? from).toBe(from)
          expect(spans.at(-1)?.from).toBeLessThanOrEqual(at)
          expect(spans.at(-1)?.to).toBeGreaterThan(at)
        },
      ),
    ))
})

describe('latencyBuckets', () => {
  const spans = [0, 1, 2].map((n) => ({ from: n * HOUR_MS, to: (n + 1) * HOUR_MS }))
  const hour = (n: number, ...latencies: readonly number[]) => ({ hour: n * HOUR_MS, latency: sketchOf(latencies) })

  test('merge what their hours hold, of whatever check', () => {
    const [bucket] = latencyBuckets([{ from: 0, to: 2 * HOUR_MS }], [hour(1, 30, 40), hour(0, 10, 20), hour(0, 5)])
    expect(bucket).toMatchObject({ count: 5, p50Ms: 20, p95Ms: 40, p99Ms: 40 })
  })

  test('where nothing was answered say so', () => {
    const none = { count: 0, p50Ms: null, p95Ms: null, p99Ms: null }
    expect(latencyBuckets(spans, [hour(1, 10)])).toMatchObject([none, { count: 1 }, none])
  })

  test('take the hours that begin in them, and leave out those before and after', () => {
    const hours = [-1, 0, 2, 3].map((n) => hour(n, 10 + n))
    expect(latencyBuckets(spans, hours).map(({ p50Ms }) => p50Ms)).toEqual([10, null, 12])
    const half = latencyBuckets([{ from: HOUR_MS / 2, to: 2.5 * HOUR_MS }], hours)
    expect(half.map(({ p50Ms }) => p50Ms)).toEqual([12])
  })

  test('are exact below 50 ms, and within 1 % above', () => {
    for (let ms = 0; ms < 3000; ms++) {
      const [bucket] = latencyBuckets([{ from: 0, to: HOUR_MS }], [hour(0, ms)])
      expect(Math.abs((bucket?.p50Ms ?? Number.NaN) - ms)).toBeLessThanOrEqual(ms < 50 ? 0 : 0.01 * ms + 0.005)
    }
  })
})

describe('latencyHistory', () => {
  const spans = [1, 2].map((n) => ({ from: n * HOUR_MS, to: (n + 1) * HOUR_MS }))
  const hours = [0, 1, 2, 3].map((n) => ({ hour: n * HOUR_MS, latency: sketchOf([10 * (n + 1)]) }))

  test('tells of each part and of the whole, and of nothing before or after', () => {
    const { buckets, whole } = latencyHistory('24h', spans, hours)
    expect(buckets.map(({ p50Ms }) => p50Ms)).toEqual([20, 30])
    expect(whole).toMatchObject({ from: HOUR_MS, to: 3 * HOUR_MS, count: 2, p50Ms: 20, p99Ms: 30 })
  })
})
