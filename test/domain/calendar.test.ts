import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dayBars, days, startOfDay } from '#domain/calendar.ts'
import { STATUSES } from '#domain/status.ts'
import { uptimeOf } from '#domain/uptime.ts'

const HOUR_MS = 3_600_000
// Half-hour steps, midnights that do not exist, a day that was skipped, and zones far from UTC.
const ZONES = [
  'UTC',
  'America/New_York',
  'Australia/Lord_Howe',
  'Africa/Cairo',
  'America/Santiago',
  'America/Havana',
  'Asia/Kathmandu',
  'Pacific/Apia',
  'Pacific/Chatham',
]
const SINCE = Date.parse('2011-01-01T00:00:00Z')
const UNTIL = Date.parse('2030-01-01T00:00:00Z')

describe('days', () => {
  test.each([
    ['America/New_York', '2026-03-08', '2026-03-08T05:00Z', 23],
    ['America/New_York', '2026-11-01', '2026-11-01T04:00Z', 25],
    ['Australia/Lord_Howe', '2026-04-05', '2026-04-04T13:00Z', 24.5],
    ['Australia/Lord_Howe', '2026-10-04', '2026-10-03T13:30Z', 23.5],
    ['Africa/Cairo', '2026-04-24', '2026-04-23T22:00Z', 23],
    ['America/Santiago', '2026-09-06', '2026-09-06T04:00Z', 23],
    ['Asia/Kolkata', '2026-06-15', '2026-06-14T18:30Z', 24],
  ])('in %s %s begins at %s and has %d hours', (timezone, date, start, hours) => {
    const from = Date.parse(start)
    expect(days(from - 1, from + 26 * HOUR_MS, timezone)[1]).toEqual({ date, from, to: from + hours * HOUR_MS })
  })

  test('days are clipped to the window', () => {
    const [from, to] = [Date.parse('2026-06-01T20:00Z'), Date.parse('2026-06-03T01:00Z')]
    expect(days(from, to, 'UTC')).toEqual([
      { date: '2026-06-01', from, to: Date.parse('2026-06-02T00:00Z') },
      { date: '2026-06-02', from: Date.parse('2026-06-02T00:00Z'), to: Date.parse('2026-06-03T00:00Z') },
      { date: '2026-06-03', from: Date.parse('2026-06-03T00:00Z'), to },
    ])
  })

  test('a day that the zone skips is left out', () => {
    const all = days(Date.parse('2011-12-29T12:00Z'), Date.parse('2012-01-01T00:00Z'), 'Pacific/Apia')
    expect(all.map(({ date }) => date)).toEqual(['2011-12-29', '2011-12-31', '2012-01-01'])
  })

  test('a window of no length has no days', () => expect(days(5, 5, 'UTC')).toEqual([]))

  test('days cover the window without gaps, and are those that the zone tells', () =>
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        fc.integer({ min: SINCE, max: UNTIL }),
        fc.nat(4000),
        (timezone, from, hours) => {
          const to = from + hours * HOUR_MS
          const all = days(from, to, timezone)
          const tell = new Intl.DateTimeFormat('sv', { timeZone: timezone })
          expect(all.reduce((at, day) => (day.from === at ? day.to : Number.NaN), from)).toBe(to)
          for (const day of all) expect([tell.format(day.from), tell.format(day.to - 1)]).toEqual([day.date, day.date])
        },
      ),
    ))
})

describe('startOfDay', () => {
  test.each([
    ['2026-11-23T10:00Z', 'UTC', 0, '2026-11-23T00:00Z'],
    ['2026-11-23T03:00Z', 'America/New_York', 0, '2026-11-22T05:00Z'],
    ['2026-11-23T10:00Z', 'America/New_York', 89, '2026-08-26T04:00Z'],
    ['2026-09-06T12:00Z', 'America/Santiago', 0, '2026-09-06T04:00Z'],
  ])('at %s in %s, %d days back, is %s', (at, timezone, daysBefore, start) =>
    expect(startOfDay(Date.parse(at), timezone, daysBefore)).toBe(Date.parse(start)),
  )

  test('the last 90 calendar days are 90 days, today included', () =>
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        fc.integer({ min: Date.parse('2013-01-01'), max: UNTIL }),
        (timezone, now) => {
          expect(days(startOfDay(now, timezone, 89), now + 1, timezone)).toHaveLength(90)
        },
      ),
    ))

  test('a zone that does not exist is a RangeError', () =>
    expect(() => startOfDay(0, 'Mars/Olympus')).toThrow(RangeError))
})

describe('dayBars', () => {
  test('a day without evidence is unknown', () => {
    const from = Date.parse('2026-06-01T00:00Z')
    const bars = dayBars([{ from, to: from + 1, status: 'operational' }], days(from, from + 48 * HOUR_MS, 'UTC'))
    expect(bars.map(({ date, worst, uptime }) => ({ date, worst, uptime }))).toEqual([
      { date: '2026-06-01', worst: 'operational', uptime: 1 },
      { date: '2026-06-02', worst: 'unknown', uptime: null },
    ])
  })

  test('in every zone each day is as long as its statuses, and all days are the window', () =>
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        fc.integer({ min: SINCE, max: UNTIL }),
        fc.array(fc.tuple(fc.integer({ min: 1, max: 100 * HOUR_MS }), fc.constantFrom(...STATUSES)), { maxLength: 30 }),
        (timezone, from, steps) => {
          let at = from - 10 * HOUR_MS
          const intervals = steps.map(([length, status]) => {
            at += length
            return { from: at - length, to: at, status }
          })
          const to = from + 30 * 24 * HOUR_MS
          const bars = dayBars(intervals, days(from, to, timezone))
          const whole = uptimeOf(intervals, from, to)
          for (const bar of bars) expect(sum(Object.values(bar.ms))).toBe(bar.to - bar.from)
          for (const status of STATUSES) expect(sum(bars.map(({ ms }) => ms[status]))).toBe(whole.ms[status])
        },
      ),
    ))
})

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
