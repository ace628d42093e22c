import { describe, expect, test } from 'vitest'
import { previewOf } from '#domain/preview.ts'
import type { Recurrence } from '#domain/recurrence.ts'

const MONTHLY: Recurrence = {
  rrule: 'FREQ=MONTHLY;BYDAY=1SU',
  startsAt: '2026-01-04T02:00:00',
  timezone: 'America/New_York',
  durationMinutes: 120,
}
const preview = (changes: Partial<Recurrence>, from: string, zone: string | null = null) =>
  previewOf({ ...MONTHLY, ...changes }, { from: Date.parse(from), zone })

describe('previewOf', () => {
  test('shows the next twelve, over both changes of the clock', () => {
    const times = preview({}, '2026-10-01T00:00:00Z')
    expect(times).toHaveLength(12)
    expect(times.slice(0, 3).map(({ local }) => [local.startsAt, local.endsAt])).toEqual([
      ['2026-10-04T02:00:00-04:00', '2026-10-04T04:00:00-04:00'],
      ['2026-11-01T02:00:00-05:00', '2026-11-01T04:00:00-05:00'],
      ['2026-12-06T02:00:00-05:00', '2026-12-06T04:00:00-05:00'],
    ])
    expect(new Date(times[1]?.startsAt ?? 0).toISOString()).toBe('2026-11-01T07:00:00.000Z')
  })

  test('a start that the zone skips is moved by the gap', () => {
    const [time] = preview({ rrule: 'FREQ=MONTHLY;BYDAY=2SU', startsAt: '2026-01-11T02:30:00' }, '2026-03-01T00:00:00Z')
    expect(time?.local).toMatchObject({ startsAt: '2026-03-08T03:30:00-04:00', endsAt: '2026-03-08T05:30:00-04:00' })
  })

  test('in a zone that changes by half an hour', () => {
    const daily = {
      rrule: 'FREQ=DAILY',
      startsAt: '2026-04-04T01:45:00',
      timezone: 'Australia/Lord_Howe',
      durationMinutes: 60,
    }
    expect(
      preview(daily, '2026-04-03T12:00:00Z')
        .slice(0, 2)
        .map(({ local }) => local.endsAt),
    ).toEqual(['2026-04-04T02:45:00+11:00', '2026-04-05T02:15:00+10:30'])
  })

  test('shows them by another clock too', () =>
    expect(preview({}, '2026-12-01T00:00:00Z', 'Asia/Tokyo')[0]?.zone).toEqual({
      timezone: 'Asia/Tokyo',
      startsAt: '2026-12-06T16:00:00+09:00',
      endsAt: '2026-12-06T18:00:00+09:00',
    }))

  test.each<[string, Recurrence['timezone'], string, string, string[]]>([
    [
      'a clock that is set forward by half an hour',
      'Australia/Lord_Howe',
      'FREQ=YEARLY;BYMONTH=10;BYDAY=1SU;COUNT=1',
      '2026-10-04T02:15:00',
      ['2026-10-04T02:45:00+11:00'],
    ],
    [
      'a day that begins at 01:00',
      'Africa/Cairo',
      'FREQ=WEEKLY',
      '2026-04-17T00:00:00',
      ['2026-04-17T00:00:00+02:00', '2026-04-24T01:00:00+03:00', '2026-05-01T00:00:00+03:00'],
    ],
    [
      'a day that ends twice',
      'Africa/Cairo',
      'FREQ=DAILY',
      '2026-10-28T23:30:00',
      ['2026-10-28T23:30:00+03:00', '2026-10-29T23:30:00+03:00', '2026-10-30T23:30:00+02:00'],
    ],
    [
      'a clock that is set forward by two hours',
      'Antarctica/Troll',
      'FREQ=MONTHLY;BYDAY=-1SU',
      '2026-02-22T02:30:00',
      ['2026-02-22T02:30:00+00:00', '2026-03-29T04:30:00+02:00', '2026-04-26T02:30:00+02:00'],
    ],
    [
      'a clock half an hour beside the others',
      'America/St_Johns',
      'FREQ=DAILY',
      '2026-03-07T02:30:00',
      ['2026-03-07T02:30:00-03:30', '2026-03-08T03:30:00-02:30', '2026-03-09T02:30:00-02:30'],
    ],
    [
      'a clock that is set forward at 02:45',
      'Pacific/Chatham',
      'FREQ=DAILY',
      '2026-09-26T03:15:00',
      ['2026-09-26T03:15:00+12:45', '2026-09-27T04:15:00+13:45', '2026-09-28T03:15:00+13:45'],
    ],
    [
      'a day that was lost',
      'Pacific/Apia',
      'FREQ=DAILY',
      '2011-12-29T10:00:00',
      ['2011-12-29T10:00:00-10:00', '2011-12-31T10:00:00+14:00', '2012-01-01T10:00:00+14:00'],
    ],
  ])('over %s, in %s', (_change, timezone, rrule, startsAt, expected) => {
    const first = Date.parse(`${startsAt}Z`) - 86_400_000
    const times = previewOf({ rrule, startsAt, timezone, durationMinutes: 60 }, { from: first, count: 3 })
    expect(times.map(({ local }) => local.startsAt)).toEqual(expected)
  })

  test.each<[string, Partial<Recurrence>, number]>([
    ['once', { rrule: null, startsAt: '2027-05-01T02:00:00' }, 1],
    ['once, long ago', { rrule: null, startsAt: '2020-05-01T02:00:00' }, 0],
    ['three times in all', { rrule: 'FREQ=YEARLY;COUNT=3', startsAt: '2026-01-04T02:00:00' }, 2],
    ['on leap days', { rrule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29', startsAt: '2024-02-29T02:00:00' }, 12],
    ['on leap days, daily', { rrule: 'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=29' }, 12],
    ['on Mondays that are leap days', { rrule: 'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO' }, 3],
    ['on the 53rd Monday', { rrule: 'FREQ=YEARLY;BYDAY=53MO' }, 12],
    ['every 40 years', { rrule: 'FREQ=YEARLY;INTERVAL=40' }, 2],
  ])('of what takes place %s it finds all', (_, changes, count) =>
    expect(preview(changes, '2026-10-01T00:00:00Z')).toHaveLength(count),
  )

  const LONG_AGO = '0001-01-01T00:00:00'
  const ALL_DAY = `BYHOUR=${Array.from({ length: 24 }, (_, hour) => hour).join()}`
  test.each<[string, string]>([
    ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', MONTHLY.startsAt],
    ['FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30', MONTHLY.startsAt],
    ['FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=3', LONG_AGO],
    ['FREQ=YEARLY;BYWEEKNO=1;BYMONTH=6', LONG_AGO],
    ['FREQ=YEARLY;BYYEARDAY=366;BYMONTH=1;COUNT=9', LONG_AGO],
    ['FREQ=MONTHLY;BYDAY=6SU', LONG_AGO],
    [`FREQ=DAILY;${ALL_DAY};BYSETPOS=25`, MONTHLY.startsAt],
    [`FREQ=DAILY;${ALL_DAY};BYSETPOS=25;COUNT=1`, LONG_AGO],
    [`FREQ=DAILY;${ALL_DAY};UNTIL=20260301`, MONTHLY.startsAt],
    [`FREQ=YEARLY;BYDAY=SU,MO,TU,WE,TH,FR,SA;${ALL_DAY};BYSETPOS=366;COUNT=2000`, LONG_AGO],
  ])('it soon knows that %s from %s never takes place again', (rrule, startsAt) => {
    const begun = performance.now()
    expect(preview({ rrule, startsAt }, '2026-10-01T00:00:00Z')).toEqual([])
    expect(performance.now() - begun).toBeLessThan(1000)
  })

  test('one that begins at the instant is among them', () => {
    const [first] = preview({}, '2026-12-06T07:00:00Z')
    expect(first?.startsAt).toBe(Date.parse('2026-12-06T07:00:00Z'))
  })

  test('a zone that there is not is refused', () =>
    expect(() => preview({}, '2026-12-01T00:00:00Z', 'Mars/Base')).toThrow(RangeError))
})
