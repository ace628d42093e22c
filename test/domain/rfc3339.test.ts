import { describe, expect, test } from 'vitest'
import { instantOf } from '#domain/rfc3339.ts'

const AT = Date.parse('2026-01-22T11:00:00Z')

describe('instantOf', () => {
  test.each<[unknown, number | null]>([
    ['2026-01-22T11:00:00Z', AT],
    ['2026-01-22T11:00:00.250Z', AT + 250],
    ['2026-01-22t06:00:00-05:00', AT],
    ['2026-01-22T11:00:00', null],
    ['2026-01-22', null],
    ['2026-13-22T11:00:00Z', null],
    [`2026-01-22T11:00:00.${'0'.repeat(100_000)}Z`, null],
    [AT, null],
    [undefined, null],
  ])('%j is %j', (value, expected) => expect(instantOf(value)).toBe(expected))
})
