import { describe, expect, test } from 'vitest'
import { quorum } from '#domain/quorum.ts'
import type { Verdict } from '#domain/verdict.ts'

describe('quorum', () => {
  test.each<[Verdict[], Verdict]>([
    [[], 'unknown'],
    [['unknown', 'unknown'], 'unknown'],
    [['up', 'unknown'], 'up'],
    [['down'], 'down'],
    [['down', 'up'], 'partial'],
    [['down', 'down', 'up'], 'down'],
    [['down', 'down', 'up', 'up'], 'partial'],
    [['down', 'unknown', 'unknown'], 'down'],
    [['degraded', 'up'], 'up'],
    [['degraded', 'degraded', 'up'], 'degraded'],
    [['degraded', 'degraded', 'down'], 'partial'],
  ])('the regions %j together say %s', (verdicts, verdict) => expect(quorum(verdicts)).toBe(verdict))
})
