import { describe, expect, test } from 'vitest'
import type { LatencyBucket } from '#domain/latency.ts'
import { drawLatency } from '../../site/latency-chart.ts'

const bucket = (p50Ms: number | null, p95Ms = p50Ms, p99Ms = p95Ms): LatencyBucket => ({
  ...{ from: 0, to: 1, count: p50Ms === null ? 0 : 1, p50Ms, p95Ms, p99Ms },
})

describe('drawLatency', () => {
  test('a run goes through the middles of its buckets, and level to its ends', () =>
    expect(drawLatency([bucket(0), bucket(50), bucket(100)])?.p50).toBe('M0 96L120 96L360 48L600 0L720 0'))

  test('where nothing was observed the line is broken, and a bucket by itself is as wide as it lasted', () =>
    expect(drawLatency([bucket(100), bucket(null), bucket(50), bucket(null)])?.p50).toBe(
      'M0 0L90 0L180 0M360 48L450 48L540 48',
    ))

  test('the area is between the lines of 50 % and of 95 %', () =>
    expect(drawLatency([bucket(25, 50, 100)])?.band).toBe('M0 48L360 48L720 48L720 72L360 72L0 72Z'))

  test.each([
    [0, 1],
    [7, 10],
    [100, 100],
    [101, 200],
    [240, 300],
    [310, 500],
    [999, 1000],
    [6000, 10_000],
  ])('when the slowest is %d ms the top stands for %d ms', (slowestMs, topMs) =>
    expect(drawLatency([bucket(slowestMs)])?.topMs).toBe(topMs),
  )

  test('of no answers there is none', () => {
    expect(drawLatency([bucket(null), bucket(null)])).toBeNull()
    expect(drawLatency([])).toBeNull()
  })
})
