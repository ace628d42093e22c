import { describe, expect, test } from 'vitest'
import { agree, readVectors, VECTORS_DIR } from './vectors.ts'

describe('vectors', () => {
  test.each(readVectors(VECTORS_DIR).cases)('$file: $name', ({ answer, expected }) => {
    const got = answer()
    if (!agree(expected, got)) expect(got).toEqual(expected)
  })

  test.each([
    [0.1 + 0.2, 0.3, true],
    [1, 1.000001, false],
    [[1, { a: null }], [1, { a: null }], true],
    [{ a: 1 }, { a: 1, b: 2 }, false],
    [[], {}, false],
    ['up', 'down', false],
  ])('%j and %j agree: %j', (expected, got, agrees) => expect(agree(expected, got)).toBe(agrees))
})
