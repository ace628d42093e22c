import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import type { LatencyBucket } from '#domain/latency.ts'
import { drawSpark } from '../../site/latency-spark.ts'
import { makeLatency } from './scopien.ts'
import { HOUR, NOW } from './view.ts'

const LAST = Math.floor(NOW / HOUR) * HOUR
const hour = (ago: number, p50Ms: number, p95Ms: number): LatencyBucket => {
  const from = LAST - ago * HOUR
  return { from, to: from + HOUR, count: 1, p50Ms, p95Ms, p99Ms: p95Ms }
}

describe('drawSpark', () => {
  test.each<[string, LatencyBucket[], string, string]>([
    ['nothing', [], '', ''],
    ['the hour that is on, as a dot', [hour(0, 50, 100)], 'M23 12h0', 'M23 0h0'],
    [
      'the slowest at the top',
      [hour(2, 0, 40), hour(1, 10, 80), hour(0, 20, 60)],
      'M21 24l1 -3l1 -3',
      'M21 12l1 -12l1 6',
    ],
    [
      'a gap as a gap',
      [hour(4, 50, 100), hour(3, 50, 100), hour(0, 50, 100)],
      'M19 12l1 0M23 12h0',
      'M19 0l1 0M23 0h0',
    ],
    ['answers that took no time at the bottom', [hour(1, 0, 0), hour(0, 0, 0)], 'M22 24l1 0', 'M22 24l1 0'],
    ['nothing of before', [hour(24, 50, 100), hour(23, 50, 100)], 'M0 12h0', 'M0 0h0'],
  ])('draws %s', (_, hours, p50, p95) => expect(drawSpark(hours, NOW)).toMatchObject({ p50, p95 }))

  test('takes at most 150 bytes more of a compressed page that has another', () => {
    const bytes = (...all: number[]) =>
      gzipSync(all.map((ms) => JSON.stringify(drawSpark(makeLatency(ms), NOW))).join('')).length
    expect(bytes(80, 300) - bytes(80)).toBeLessThanOrEqual(150)
  })
})
