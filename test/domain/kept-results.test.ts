import { describe, expect, test } from 'vitest'
import { keptResultsMs } from '#domain/kept-results.ts'
import type { Policy } from '#domain/verdict.ts'
import { checkOf, componentOf } from '../facts.ts'

describe('keptResultsMs', () => {
  test.each<[string, Policy[], number]>([
    ['nothing', [], 1000],
    ['what is confirmed soon', [{ failAfter: 3, recoverAfter: 2, staleAfterMs: 300 }], 1000],
    ['what is slow to fail', [{ failAfter: 3, recoverAfter: 2, staleAfterMs: 400 }], 1200],
    ['what is slow to recover', [{ failAfter: 1, recoverAfter: 4, staleAfterMs: 400 }], 1600],
    [
      'the slowest of many',
      [400, 900, 500].map((staleAfterMs) => ({ failAfter: 2, recoverAfter: 2, staleAfterMs })),
      1800,
    ],
  ])('wished for 1000 ms, of %s they are kept for %3$d', (_what, policies, expected) => {
    const checks = policies.map((policy, n) => checkOf(`check-${n}`, { policy }))
    expect(keptResultsMs({ keepResultsMs: 1000, components: [componentOf('api', { checks })] })).toBe(expected)
  })
})
