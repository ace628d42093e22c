import { describe, expect, test } from 'vitest'
import { judgeProcess, type Seen } from '../../api/process-watch.ts'

const MB = 1_000_000
const CALM: Seen = { heldMs: 20, memoryBytes: 100 * MB }

/** What is warned of, look by look. */
function warned(...seen: Partial<Seen>[]): number[] {
  let count = 0
  const judge = judgeProcess({ loopMs: 500, memoryBytes: 400 * MB }, { warn: () => count++ } as never)
  return seen.map((one) => {
    const before = count
    judge({ ...CALM, ...one })
    return count - before
  })
}

describe('judgeProcess', () => {
  test('has nothing to say of a calm process', () => expect(warned({}, {}, { heldMs: 500 })).toEqual([0, 0, 0]))

  test('warns each time that the loop was held', () =>
    expect(warned({ heldMs: 501 }, { heldMs: 900 }, {})).toEqual([1, 1, 0]))

  test('warns of memory when it grows over the limit, and not again while it stays', () =>
    expect(warned(...[399, 401, 420, 401].map((size) => ({ memoryBytes: size * MB })))).toEqual([0, 1, 0, 0]))

  test('warns of memory again when it is half as much again, or has been well below', () => {
    expect(warned(...[410, 616].map((size) => ({ memoryBytes: size * MB })))).toEqual([1, 1])
    expect(warned(...[410, 395, 410, 350, 410].map((size) => ({ memoryBytes: size * MB })))).toEqual([1, 0, 0, 0, 1])
  })
})
