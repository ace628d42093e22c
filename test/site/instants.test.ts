import { describe, expect, test } from 'vitest'
import { type InstantForm, instantsOf } from '../../site/instants.ts'
import { HOUR, NOW, TIMEZONE } from './view.ts'

const english = instantsOf('en-GB', TIMEZONE)
const german = instantsOf('de-DE', 'Europe/Berlin')
const at = (text: string) => Date.parse(text)

describe('in English', () => {
  test.each<[string, InstantForm, string, string]>([
    ['a time of today', 'minute', '2026-11-23T14:58Z', '09:58 EST'],
    ['yesterday by the zone', 'minute', '2026-11-23T04:59Z', '22 Nov, 23:59 EST'],
    ['last summer', 'minute', '2025-07-04T16:00Z', '4 Jul 2025, 12:00 EDT'],
    ['midnight', 'minute', '2026-11-23T05:00Z', '00:00 EST'],
    ['a second', 'second', '2026-11-23T15:22:04.900Z', '10:22:04 EST'],
    ['a second without its zone', 'clock', '2026-11-22T15:22:04Z', '22 Nov, 10:22:04'],
    ['a day', 'weekday', '2026-12-06T07:00Z', 'Sun 6 Dec'],
    ['a day of another year', 'weekday', '2027-01-03T07:00Z', 'Sun 3 Jan 2027'],
    ['a day and a time', 'moment', '2026-12-06T07:00Z', 'Sun 6 Dec, 02:00 EST'],
    ['a time of today with its day', 'moment', '2026-11-23T14:58Z', 'Mon 23 Nov, 09:58 EST'],
  ])('%s as %s: %s is %s', (_, form, instant, text) => expect(english[form](at(instant), NOW)).toBe(text))

  test.each([
    ['2026-12-06T07:00Z', 2 * HOUR, '02:00–04:00 EST'],
    ['2026-11-01T05:30Z', 2 * HOUR, '01:30 EDT – 02:30 EST'],
    ['2026-12-06T04:00Z', 2 * HOUR, '23:00 – Sun 6 Dec, 01:00 EST'],
    ['2027-01-01T04:00Z', 2 * HOUR, '23:00 – Fri 1 Jan 2027, 01:00 EST'],
  ])('from %s for %i ms is %s', (from, length, text) =>
    expect(english.range(at(from), at(from) + length, NOW)).toBe(text),
  )

  test.each([
    ['Europe/Berlin', '16:22 CET'],
    ['Asia/Kolkata', '20:52 IST'],
    ['UTC', '15:22 UTC'],
    ['Asia/Tokyo', '00:22 GMT+9'],
  ])('in %s it is %s', (zone, text) => expect(instantsOf('en-GB', zone).minute(NOW, NOW)).toBe(text))
})

describe('in German', () => {
  test.each<[string, InstantForm, string, string]>([
    ['a time of today', 'minute', '2026-11-23T14:58Z', '15:58 MEZ'],
    ['yesterday', 'minute', '2026-11-22T14:58Z', '22. Nov., 15:58 MEZ'],
    ['last summer', 'minute', '2025-07-04T16:00Z', '4. Juli 2025, 18:00 MESZ'],
    ['a second', 'second', '2026-11-23T09:00:01Z', '10:00:01 MEZ'],
    ['a second without its zone', 'clock', '2026-11-22T15:22:04Z', '22. Nov., 16:22:04'],
    ['a day', 'weekday', '2026-12-06T07:00Z', 'So., 6. Dez.'],
    ['a day of another year', 'weekday', '2027-01-03T07:00Z', 'So., 3. Jan. 2027'],
    ['a day and a time', 'moment', '2026-12-06T07:00Z', 'So., 6. Dez., 08:00 MEZ'],
  ])('%s as %s: %s is %s', (_, form, instant, text) => expect(german[form](at(instant), NOW)).toBe(text))

  test.each([
    ['2026-12-06T07:00Z', 2 * HOUR, '08:00–10:00 MEZ'],
    ['2026-10-24T23:30Z', 2 * HOUR, '01:30 MESZ – 02:30 MEZ'],
    ['2026-12-05T22:00Z', 2 * HOUR, '23:00 – So., 6. Dez., 01:00 MEZ'],
  ])('from %s for %i ms is %s', (from, length, text) =>
    expect(german.range(at(from), at(from) + length, NOW)).toBe(text),
  )

  test.each([
    ['America/New_York', '10:22 EST'],
    ['Europe/London', '15:22 GMT'],
    ['UTC', '15:22 UTC'],
    ['Asia/Tokyo', '00:22 GMT+9'],
  ])('in %s it is %s', (zone, text) => expect(instantsOf('de-DE', zone).minute(NOW, NOW)).toBe(text))
})
