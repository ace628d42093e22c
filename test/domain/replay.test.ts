import { describe, expect, test } from 'vitest'
import { pairOutages, Replay } from '#domain/replay.ts'
import type { Outcome } from '#domain/result.ts'

const MINUTE = 60_000
const POLICY = { failAfter: 2, recoverAfter: 1, staleAfterMs: 10 * MINUTE }

/** What a policy makes of one result a minute. */
function replayed(outcomes: readonly Outcome[], changes: Partial<typeof POLICY> = {}) {
  const replay = new Replay({ ...POLICY, ...changes })
  for (const [index, outcome] of outcomes.entries()) replay.take({ at: index * MINUTE, outcome })
  return replay.end()
}

describe('Replay', () => {
  test('tells an outage from its first failure to its first success, and when it was confirmed', () =>
    expect(replayed(['up', 'down', 'down', 'down', 'up'])).toEqual({
      outages: [{ from: MINUTE, to: 4 * MINUTE, detectedAfterMs: MINUTE }],
      flaps: 0,
    }))

  test('under a stricter policy a single failure is an outage, under a laxer one it is none', () => {
    const outcomes: Outcome[] = ['up', 'down', 'up', 'up']
    expect(replayed(outcomes, { failAfter: 1 }).outages).toEqual([{ from: MINUTE, to: 2 * MINUTE, detectedAfterMs: 0 }])
    expect(replayed(outcomes).outages).toEqual([])
  })

  test('an outage that has not ended goes on', () =>
    expect(replayed(['up', 'down', 'down']).outages).toEqual([{ from: MINUTE, to: null, detectedAfterMs: MINUTE }]))

  test('what was over before the window began is left out, what went on is told from its beginning', () => {
    const replay = new Replay({ ...POLICY, failAfter: 1 })
    for (const [index, outcome] of (['down', 'up', 'down', 'down', 'up'] as const).entries())
      replay.take({ at: index * MINUTE, outcome })
    expect(replay.end(3 * MINUTE).outages).toEqual([{ from: 2 * MINUTE, to: 4 * MINUTE, detectedAfterMs: 0 }])
  })

  test('an outage that begins soon after the last is a flap', () =>
    expect(replayed(['up', 'down', 'up', 'down', 'up', 'down', 'up'], { failAfter: 1 }).flaps).toBe(2))
})

describe('pairOutages', () => {
  const outage = (from: number, to: number | null) => ({ from, to, detectedAfterMs: 0 })

  test('puts those that overlap side by side, and all in the order of their beginnings', () =>
    expect(pairOutages([outage(10, 20), outage(50, null)], [outage(0, 5), outage(15, 25), outage(60, 70)])).toEqual([
      { current: null, candidate: outage(0, 5) },
      { current: outage(10, 20), candidate: outage(15, 25) },
      { current: outage(50, null), candidate: outage(60, 70) },
    ]))
})
