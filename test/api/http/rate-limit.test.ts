import { describe, expect, test } from 'vitest'
import { createRateLimit } from '../../../api/http/rate-limit.ts'

/** Takes for keys at instants, `[at, key]`; how long each has to wait. */
function takeAll(all: readonly [number, string][], mostKeys = 100): number[] {
  let at = 0
  const limit = createRateLimit({ burst: 2, refillMs: 100, mostKeys, now: () => at })
  return all.map(([next, key]) => {
    at = next
    return limit.take(key)
  })
}

describe('createRateLimit', () => {
  test.each<[string, [number, string][], number[]]>([
    [
      'two in a row',
      [
        [0, 'a'],
        [0, 'a'],
        [0, 'a'],
      ],
      [0, 0, 100],
    ],
    [
      'one more after a while',
      [
        [0, 'a'],
        [0, 'a'],
        [100, 'a'],
        [100, 'a'],
      ],
      [0, 0, 0, 100],
    ],
    [
      'half of one after half a while',
      [
        [0, 'a'],
        [0, 'a'],
        [50, 'a'],
        [100, 'a'],
      ],
      [0, 0, 50, 0],
    ],
    [
      'never more than two',
      [
        [0, 'a'],
        [9999, 'a'],
        [9999, 'a'],
        [9999, 'a'],
      ],
      [0, 0, 0, 100],
    ],
    [
      'two for each key',
      [
        [0, 'a'],
        [0, 'a'],
        [0, 'b'],
        [0, 'b'],
        [0, 'b'],
      ],
      [0, 0, 0, 0, 100],
    ],
    [
      'none for a clock that is set back',
      [
        [500, 'a'],
        [500, 'a'],
        [0, 'a'],
      ],
      [0, 0, 100],
    ],
  ])('grants %s', (_what, all, expected) => expect(takeAll(all)).toEqual(expected))

  test('forgets who was not heard of for longest, past its bound', () => {
    const all: [number, string][] = [
      [0, 'a'],
      [0, 'a'],
      [0, 'b'],
      [0, 'a'],
      [0, 'c'],
      [0, 'a'],
      [0, 'b'],
    ]
    expect(takeAll(all, 2)).toEqual([0, 0, 0, 100, 0, 100, 0])
  })
})
