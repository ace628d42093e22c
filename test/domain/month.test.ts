import { describe, expect, test } from 'vitest'
import { addMonths, monthAt, monthFrom, monthSpan } from '#domain/month.ts'

describe('monthFrom', () => {
  test.each([
    ['2026-11', '2026-11'],
    ['2026-01', '2026-01'],
    ['2026-13', null],
    ['2026-00', null],
    ['2026-1', null],
    ['2026-11-01', null],
    ['', null],
    ['2026-11\n', null],
  ])('%j names %s', (text, month) => expect(monthFrom(text)).toBe(month))
})

describe('monthAt', () => {
  test.each([
    ['2026-11-01T03:59:59Z', 'America/New_York', '2026-10'],
    ['2026-11-01T04:00:00Z', 'America/New_York', '2026-11'],
    ['2026-10-31T13:00:00Z', 'Asia/Tokyo', '2026-10'],
    ['2026-10-31T15:00:00Z', 'Asia/Tokyo', '2026-11'],
  ])('%s lies in %s in %s', (at, timezone, month) => expect(monthAt(Date.parse(at), timezone)).toBe(month))
})

describe('addMonths', () => {
  test.each([
    ['2026-11', 1, '2026-12'],
    ['2026-12', 1, '2027-01'],
    ['2026-01', -1, '2025-12'],
    ['2026-11', 0, '2026-11'],
  ])('%s and %d are %s', (month, count, other) => expect(addMonths(month, count)).toBe(other))
})

describe('monthSpan', () => {
  test.each([
    ['2026-11', 'America/New_York', '2026-11-01T04:00:00.000Z', '2026-12-01T05:00:00.000Z'],
    ['2026-02', 'UTC', '2026-02-01T00:00:00.000Z', '2026-03-01T00:00:00.000Z'],
  ])('%s in %s lasts from %s to %s', (month, timezone, from, to) => {
    const span = monthSpan(month, timezone)
    expect([span.from, span.to].map((at) => new Date(at).toISOString())).toEqual([from, to])
  })
})
