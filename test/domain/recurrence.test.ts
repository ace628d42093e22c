import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { occurrences, type Recurrence, whenShown } from '#domain/recurrence.ts'

const DAY_MS = 86_400_000
const NEW_YORK: Recurrence = {
  rrule: 'FREQ=DAILY',
  startsAt: '2026-01-04T02:00:00',
  timezone: 'America/New_York',
  durationMinutes: 120,
}

/** The starts in a window, ISO 8601 to the minute. */
function starts(recurrence: Partial<Recurrence>, from: string, to: string): string[] {
  const all = occurrences({ ...NEW_YORK, ...recurrence }, Date.parse(from), Date.parse(to))
  return all.map((span) => `${new Date(span.from).toISOString().slice(0, 16)}Z`)
}

describe('occurrences', () => {
  test.each<[string, Partial<Recurrence>, string, string, string[]]>([
    ['work that takes place once', { rrule: null }, '2026-01-01', '2027-01-01', ['2026-01-04T07:00Z']],
    ['a start at the end of the window is not in it', { rrule: null }, '2026-01-01', '2026-01-04T07:00Z', []],
    [
      'a start at the beginning of the window is',
      { rrule: null },
      '2026-01-04T07:00Z',
      '2027-01-01',
      ['2026-01-04T07:00Z'],
    ],
    [
      'a skipped start moves forward by the gap',
      { startsAt: '2026-03-07T02:30:00' },
      '2026-03-07',
      '2026-03-10',
      ['2026-03-07T07:30Z', '2026-03-08T07:30Z', '2026-03-09T06:30Z'],
    ],
    [
      'a start that occurs twice is the first',
      { startsAt: '2026-10-31T01:30:00' },
      '2026-10-31',
      '2026-11-03',
      ['2026-10-31T05:30Z', '2026-11-01T05:30Z', '2026-11-02T06:30Z'],
    ],
    [
      'days of a year, some numbered and some not',
      { rrule: 'FREQ=YEARLY;BYDAY=MO,-1MO,1TU;COUNT=4', startsAt: '2026-01-01T02:00:00' },
      '2026-01-01',
      '2027-01-01',
      ['2026-01-05T07:00Z', '2026-01-06T07:00Z', '2026-01-12T07:00Z', '2026-01-19T07:00Z'],
    ],
    [
      'numbered weekdays of a yearly rule with months, which are counted in these',
      { rrule: 'FREQ=YEARLY;BYMONTH=3,10;BYDAY=-1SU,2MO' },
      '2026-01-01',
      '2027-01-01',
      ['2026-03-09T06:00Z', '2026-03-29T06:00Z', '2026-10-12T06:00Z', '2026-10-25T06:00Z'],
    ],
    [
      'the 53rd Monday of a year, which few years have',
      { rrule: 'FREQ=YEARLY;BYDAY=53MO' },
      '2026-01-01',
      '2034-01-01',
      ['2029-12-31T07:00Z'],
    ],
    [
      'days of the month that are days of the year too',
      { rrule: 'FREQ=YEARLY;BYMONTHDAY=1,2;BYYEARDAY=32,33,-364' },
      '2026-01-01',
      '2028-01-01',
      ['2026-02-01T07:00Z', '2026-02-02T07:00Z', '2027-01-02T07:00Z', '2027-02-01T07:00Z', '2027-02-02T07:00Z'],
    ],
    [
      'a numbered weekday of the year that is a day of the month too',
      { rrule: 'FREQ=YEARLY;BYDAY=1SU,-1TU;BYMONTHDAY=3,4,29' },
      '2026-01-04T12:00Z',
      '2028-01-01',
      ['2026-12-29T07:00Z', '2027-01-03T07:00Z'],
    ],
    [
      'weeks by number, on the weekday of a start years ago',
      { rrule: 'FREQ=YEARLY;BYWEEKNO=1,-1', startsAt: '2019-03-05T02:00:00' },
      '2026-06-01',
      '2028-06-01',
      ['2026-12-29T07:00Z', '2027-01-05T07:00Z', '2027-12-28T07:00Z', '2028-01-04T07:00Z'],
    ],
    [
      'years of weeks are counted from the one in which the start lies',
      { rrule: 'FREQ=YEARLY;INTERVAL=2;BYWEEKNO=53', startsAt: '2027-01-01T02:00:00' },
      '2026-06-01',
      '2050-01-01',
      ['2027-01-01T07:00Z', '2032-12-31T07:00Z', '2049-01-01T07:00Z'],
    ],
    [
      'starts that a gap makes equal count once',
      { rrule: 'FREQ=DAILY;BYHOUR=2,3', startsAt: '2026-03-08T00:15:00' },
      '2026-03-08',
      '2026-03-09T05:00Z',
      ['2026-03-08T07:15Z'],
    ],
    [
      'starts that a gap puts out of order are sorted',
      { rrule: 'FREQ=DAILY;BYHOUR=2,3;BYMINUTE=15,45;BYSETPOS=2,3', startsAt: '2026-03-08T00:00:00' },
      '2026-03-08',
      '2026-03-09T05:00Z',
      ['2026-03-08T07:15Z', '2026-03-08T07:45Z'],
    ],
    [
      'startsAt is an occurrence only if the rule matches it',
      { rrule: 'FREQ=WEEKLY;BYDAY=MO;COUNT=2' },
      '2026-01-01',
      '2027-01-01',
      ['2026-01-05T07:00Z', '2026-01-12T07:00Z'],
    ],
    ['COUNT counts from startsAt', { rrule: 'FREQ=DAILY;COUNT=3' }, '2026-01-06', '2027-01-01', ['2026-01-06T07:00Z']],
    [
      'UNTIL with Z is an instant, inclusive',
      { rrule: 'FREQ=DAILY;UNTIL=20260105T070000Z' },
      '2026-01-01',
      '2027-01-01',
      ['2026-01-04T07:00Z', '2026-01-05T07:00Z'],
    ],
    [
      'UNTIL with Z is compared after a gap has moved the start',
      { rrule: 'FREQ=DAILY;UNTIL=20260308T072959Z', startsAt: '2026-03-07T02:30:00' },
      '2026-03-07',
      '2026-04-01',
      ['2026-03-07T07:30Z'],
    ],
    [
      'UNTIL without Z is wall-clock',
      { rrule: 'FREQ=DAILY;UNTIL=20260104T020000' },
      '2026-01-01',
      '2027-01-01',
      ['2026-01-04T07:00Z'],
    ],
    [
      'an UNTIL that is a date includes its day',
      { rrule: 'FREQ=DAILY;UNTIL=20260104' },
      '2026-01-01',
      '2027-01-01',
      ['2026-01-04T07:00Z'],
    ],
    [
      'a day that not every month has',
      { rrule: 'FREQ=MONTHLY;COUNT=2', startsAt: '2026-01-31T12:00:00' },
      '2026-01-01',
      '2027-01-01',
      ['2026-01-31T17:00Z', '2026-03-31T16:00Z'],
    ],
    ['a rule that matches no day', { rrule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30' }, '2026-01-01', '2030-01-01', []],
  ])('%s', (_fact, recurrence, from, to, expected) => expect(starts(recurrence, from, to)).toEqual(expected))

  test('an end is the start plus the duration in elapsed time', () => {
    const [first] = occurrences(
      { ...NEW_YORK, rrule: null, startsAt: '2026-11-01T00:30:00' },
      0,
      Date.parse('2027-01-01'),
    )
    expect(first).toEqual({ from: Date.parse('2026-11-01T04:30Z'), to: Date.parse('2026-11-01T06:30Z') })
  })

  test('the first few are those by their instants, though a gap puts them out of order', () => {
    const rule = {
      ...NEW_YORK,
      rrule: 'FREQ=DAILY;BYHOUR=2,3;BYMINUTE=15,45;BYSETPOS=2,3',
      startsAt: '2026-03-08T00:00:00',
    }
    const [first] = occurrences(rule, Date.parse('2026-03-08'), Date.parse('2027-01-01'), 1)
    // 02:45 becomes 03:45, after 03:15.
    expect(first?.from).toBe(Date.parse('2026-03-08T07:15Z'))
  })

  test('three years of first Sundays are 36 windows, at 02:00 in New York', () => {
    const all = starts({ rrule: 'FREQ=MONTHLY;BYDAY=1SU' }, '2026-01-01', '2029-01-01')
    expect(all).toHaveLength(36)
    expect(all.filter((start) => start.endsWith('T06:00Z')).every((start) => /-(0[4-9]|10)-/.test(start))).toBe(true)
  })

  test('a faulty rule is a RangeError', () =>
    expect(() => occurrences({ ...NEW_YORK, rrule: 'FREQ=HOURLY' }, 0, 1)).toThrow(RangeError))

  const ZONES = [
    'America/New_York',
    'Europe/Berlin',
    'Australia/Lord_Howe',
    'Africa/Cairo',
    'Asia/Tokyo',
    'Pacific/Auckland',
  ]
  const recurrence = fc.record({
    rrule: fc.constantFrom(
      'FREQ=DAILY',
      'FREQ=DAILY;INTERVAL=3',
      'FREQ=DAILY;COUNT=400',
      'FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,WE',
      'FREQ=MONTHLY;BYDAY=1SU',
      'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1',
      'FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=-1,15;COUNT=30',
      'FREQ=YEARLY;BYMONTH=3,10;BYDAY=-1SU',
      'FREQ=DAILY;UNTIL=20270301T000000Z',
    ),
    startsAt: fc
      .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }), fc.nat(23), fc.nat(59))
      .map(wallClock),
    timezone: fc.constantFrom(...ZONES),
    durationMinutes: fc.constant(60),
  })
  const since = Date.parse('2026-06-01')
  const instants = fc.tuple(fc.nat(900 * DAY_MS), fc.nat(900 * DAY_MS), fc.nat(900 * DAY_MS))

  test('starts strictly increase and, but in a gap, are at the wall-clock time of startsAt', () =>
    fc.assert(
      fc.property(recurrence, (rule) => {
        const all = occurrences(rule, since, since + 800 * DAY_MS)
        for (const [index, { from }] of all.entries()) {
          expect(from).toBeGreaterThan(all[index - 1]?.from ?? 0)
          expect(wallClockOff(rule, from)).toBe(0)
        }
      }),
    ))

  test('two windows that meet have the occurrences of both together', () =>
    fc.assert(
      fc.property(recurrence, instants, (rule, offsets) => {
        const [from = 0, middle = 0, to = 0] = offsets.toSorted((a, b) => a - b).map((offset) => since + offset)
        const parts = [...occurrences(rule, from, middle), ...occurrences(rule, middle, to)]
        expect(parts).toEqual(occurrences(rule, from, to))
      }),
    ))

  test('every nth day is every nth day', () =>
    fc.assert(
      fc.property(recurrence, fc.integer({ min: 1, max: 9 }), (rule, interval) => {
        const first = Temporal.PlainDateTime.from(rule.startsAt)
        const wanted = Array.from(
          { length: 400 },
          (_none, index) => first.add({ days: index * interval }).toZonedDateTime(rule.timezone).epochMilliseconds,
        )
        const from = since + 100 * DAY_MS
        const to = since + 200 * DAY_MS
        const got = occurrences({ ...rule, rrule: `FREQ=DAILY;INTERVAL=${interval}` }, from, to)
        expect(got.map((span) => span.from)).toEqual(wanted.filter((start) => start >= from && start < to))
      }),
    ))
})

function wallClock([month, day, hour, minute]: readonly number[]): string {
  const two = (number = 0) => String(number).padStart(2, '0')
  return `2026-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:00`
}

/** How far, in minutes, a start is from the wall-clock time of the rule; 0 where a gap on its day explains it. */
function wallClockOff({ startsAt, timezone }: Recurrence, start: number): number {
  const got = Temporal.Instant.fromEpochMilliseconds(start).toZonedDateTimeISO(timezone)
  const wanted = Temporal.PlainDateTime.from(startsAt).toPlainTime()
  const day = got.toPlainDate()
  const off = got.toPlainTime().since(wanted).total('minutes')
  const hasGap = day.toZonedDateTime({ timeZone: timezone, plainTime: wanted }).toPlainTime().equals(wanted) === false
  return hasGap && off > 0 && off <= 60 ? 0 : off
}

describe('whenShown', () => {
  test.each([
    ['a time is once', '2026-01-04T02:00:00', '2026-01-04T07:00Z'],
    ['one that the zone skips is moved by the gap', '2026-03-08T02:30:00', '2026-03-08T07:30Z'],
    ['one that occurs twice is the first', '2026-11-01T01:30:00', '2026-11-01T05:30Z'],
  ])('%s', (_, wall, at) => expect(whenShown(wall, 'America/New_York')).toBe(Date.parse(at)))
})
