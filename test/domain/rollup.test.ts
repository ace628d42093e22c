import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { latencyQuantile } from '#domain/latency-sketch.ts'
import { OUTCOMES } from '#domain/result.ts'
import { HOUR_MS, hourOf, mergeRollups, rollUp } from '#domain/rollup.ts'

const results = fc.array(fc.record({ outcome: fc.constantFrom(...OUTCOMES), durationMs: fc.nat(9000) }))

describe('rollUp', () => {
  test('counts each outcome', () => {
    const all = ['up', 'up', 'up', 'degraded', 'degraded', 'down', 'unknown'] as const
    const { outcomes } = rollUp(all.map((outcome) => ({ outcome, durationMs: 1 })))
    expect(outcomes).toEqual({ up: 3, degraded: 2, down: 1, unknown: 1 })
  })

  test.each(OUTCOMES)('the latency of a result that is %s counts only when it was answered', (outcome) => {
    const { latency } = rollUp([{ outcome, durationMs: 80 }])
    expect(latency.count).toBe(outcome === 'up' || outcome === 'degraded' ? 1 : 0)
  })

  test('of nothing is nothing', () => {
    const { outcomes, latency } = rollUp([])
    expect([outcomes, latency.count]).toEqual([{ up: 0, degraded: 0, down: 0, unknown: 0 }, 0])
  })
})

describe('mergeRollups', () => {
  test('is the roll-up of all', () =>
    fc.assert(
      fc.property(results, results, (one, other) => {
        const merged = mergeRollups(rollUp(one), rollUp(other))
        const all = rollUp([...one, ...other])
        expect(merged.outcomes).toEqual(all.outcomes)
        for (const share of [0.5, 0.99]) {
          expect(latencyQuantile(merged.latency, share)).toBe(latencyQuantile(all.latency, share))
        }
      }),
    ))
})

describe('hourOf', () => {
  test.each([
    [0, 0],
    [HOUR_MS - 1, 0],
    [HOUR_MS, HOUR_MS],
    [-1, -HOUR_MS],
  ])('%d lies in the hour of %d', (at, hour) => expect(hourOf(at)).toBe(hour))
})
