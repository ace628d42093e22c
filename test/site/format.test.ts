import { describe, expect, test } from 'vitest'
import { formatOf } from '../../site/format.ts'
import { HOUR, MINUTE, NOW, TIMEZONE } from './view.ts'

const format = formatOf('en-GB', TIMEZONE)
const at = (text: string) => Date.parse(text)

describe('formatOf', () => {
  test('a format is made once', () => expect(formatOf('en-GB', TIMEZONE)).toBe(format))

  test.each([
    ['a time of today', format.minute(at('2026-11-23T14:58Z'), NOW), '09:58 EST'],
    ['yesterday by the zone', format.minute(at('2026-11-23T04:59Z'), NOW), '22 Nov, 23:59 EST'],
    ['last summer', format.minute(at('2025-07-04T16:00Z'), NOW), '4 Jul 2025, 12:00 EDT'],
    ['midnight', format.minute(at('2026-11-23T05:00Z'), NOW), '00:00 EST'],
    ['a second', format.second(at('2026-11-23T15:22:04.900Z'), NOW), '10:22:04 EST'],
    ['a second without its zone', format.secondWithoutZone(at('2026-11-22T15:22:04Z'), NOW), '22 Nov, 10:22:04'],
    ['a day', format.weekday(at('2026-12-06T07:00Z'), NOW), 'Sun 6 Dec'],
    ['a day of another year', format.weekday(at('2027-01-03T07:00Z'), NOW), 'Sun 3 Jan 2027'],
    ['a calendar day', format.date('2026-11-03'), '3 Nov'],
  ])('%s', (_, text, expected) => expect(text).toBe(expected))

  test.each([
    ['2026-12-06T07:00Z', 2 * HOUR, '02:00–04:00 EST'],
    ['2026-11-01T05:30Z', 2 * HOUR, '01:30 EDT – 02:30 EST'],
    ['2026-12-06T04:00Z', 2 * HOUR, '23:00–Sun 6 Dec 01:00 EST'],
  ])('from %s for %i ms is %s', (from, length, text) => expect(format.range(at(from), at(from) + length)).toBe(text))

  test.each([
    [0, '0 sec'],
    [59_999, '59 sec'],
    [42 * MINUTE, '42 min'],
    [2 * HOUR + 5 * MINUTE + 59_000, '2 hr 5 min'],
    [24 * HOUR, '1 day'],
    [49 * HOUR + MINUTE, '2 days 1 hr'],
  ])('%i ms last %s', (ms, text) => expect(format.duration(ms)).toBe(text))

  test.each([
    ['Europe/Berlin', '16:22 CET'],
    ['Asia/Kolkata', '20:52 IST'],
    ['UTC', '15:22 UTC'],
    ['Asia/Tokyo', '00:22 GMT+9'],
  ])('in %s it is %s', (zone, text) => expect(formatOf('en-GB', zone).minute(NOW, NOW)).toBe(text))
})
