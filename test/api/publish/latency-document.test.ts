import { expect, test } from 'vitest'
import { toLatencyDocument } from '../../../api/publish/latency-document.ts'

test('the document of latencies has a bucket for each part of its window, with null where nothing was answered', () => {
  const from = Date.parse('2026-11-23T15:00:00Z')
  const buckets = [
    { from, to: from + 1, count: 120, p50Ms: 81.25, p95Ms: 140, p99Ms: 207 },
    { from: from + 1, to: from + 2, count: 0, p50Ms: null, p95Ms: null, p99Ms: null },
  ]
  expect(JSON.parse(toLatencyDocument({ component: 'api', window: '24h', buckets }))).toEqual({
    component: 'api',
    window: '24h',
    buckets: [
      { at: '2026-11-23T15:00:00.000Z', count: 120, p50Ms: 81.25, p95Ms: 140, p99Ms: 207 },
      { at: '2026-11-23T15:00:00.001Z', count: 0, p50Ms: null, p95Ms: null, p99Ms: null },
    ],
  })
})
