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

  test.each<[string, Partial<Recurrence>, number]>([
    ['once', { rrule: null, startsAt: '2027-05-01T02:00:00' }, 1],
    ['once, long ago', { rrule: null, startsAt: '2020-05-01T02:00:00' }, 0],
    ['three times in all', { rrule: 'FREQ=YEARLY;COUNT=3', startsAt: '2026-01-04T02:00:00' }, 2],
    ['on leap days', { rrule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29', startsAt: '2024-02-29T02:00:00' }, 12],
    ['never', { rrule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', startsAt: '2024-02-29T02:00:00' }, 0],
  ])('of what takes place %s it finds all', (_, changes, count) => {
    const from = performance.now()
    expect(preview(changes, '2026-10-01T00:00:00Z')).toHaveLength(count)
    expect(performance.now() - from).toBeLessThan(2000)
  })

  test('one that begins at the instant is among them', () => {
    const [first] = preview({}, '2026-12-06T07:00:00Z')
    expect(first?.startsAt).toBe(Date.parse('2026-12-06T07:00:00Z'))
  })

  test('a zone that there is not is refused', () =>
    expect(() => preview({}, '2026-12-01T00:00:00Z', 'Mars/Base')).toThrow(RangeError))
})
