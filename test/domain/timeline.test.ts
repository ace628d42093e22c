import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { statusAt } from '#domain/instant.ts'
import { type ComponentRecord, type Interval, timeline } from '#domain/timeline.ts'
import type { Transition } from '#domain/verdict.ts'
import { componentRecord } from '../arbitraries.ts'

const EMPTY: ComponentRecord = { checks: [], maintenance: [], incidents: [] }
const UP: Transition = { at: 0, recordedAt: 0, verdict: 'up' }
const checked = (...transitions: Transition[]) => [{ regions: { local: transitions }, worst: null }]

/** `from status`, and last the end. */
function drawn(intervals: readonly Interval[]): string {
  return [...intervals.map(({ from, status }) => `${from} ${status}`), intervals.at(-1)?.to ?? 'nothing'].join(' | ')
}

describe('timeline', () => {
  test.each<[string, Partial<ComponentRecord>, string]>([
    ['nothing on record is unknown', {}, '0 unknown | 100'],
    [
      'before the first transition nothing is known',
      { checks: checked({ ...UP, at: 40 }) },
      '0 unknown | 40 operational | 100',
    ],
    [
      'of equal times the later recorded counts',
      { checks: checked({ at: 0, recordedAt: 9, verdict: 'down' }, UP) },
      '0 major_outage | 100',
    ],
    [
      'of equal times and records the later in the list counts',
      { checks: checked({ ...UP, verdict: 'down' }, UP) },
      '0 operational | 100',
    ],
    [
      'transitions need not be in order',
      { checks: checked({ at: 50, recordedAt: 60, verdict: 'down' }, UP) },
      '0 operational | 50 major_outage | 100',
    ],
    [
      'a maintenance is louder than a check',
      { checks: checked({ ...UP, verdict: 'down' }), maintenance: [{ from: 20, to: 30 }] },
      '0 major_outage | 20 under_maintenance | 30 major_outage | 100',
    ],
    [
      'overlapping maintenances count once',
      {
        maintenance: [
          { from: 20, to: 40 },
          { from: 30, to: 60 },
        ],
      },
      '0 unknown | 20 under_maintenance | 60 unknown | 100',
    ],
    [
      'an incident is louder than a maintenance, and lasts until it ends',
      {
        maintenance: [{ from: 20, to: 60 }],
        incidents: [{ from: 40, to: null, impact: 'degraded_performance' }],
      },
      '0 unknown | 20 under_maintenance | 40 degraded_performance | 100',
    ],
    [
      'of two incidents the worse shows, while it lasts',
      {
        incidents: [
          { from: 0, to: 50, impact: 'major_outage' },
          { from: 10, to: 80, impact: 'partial_outage' },
        ],
      },
      '0 major_outage | 50 partial_outage | 80 unknown | 100',
    ],
    [
      'an interval that ends before it begins covers nothing',
      { maintenance: [{ from: 60, to: 40 }] },
      '0 unknown | 100',
    ],
    [
      'a superseded fact is no longer true',
      { maintenance: [{ from: 20, to: 60, supersededAt: 70 }] },
      '0 unknown | 100',
    ],
  ])('%s', (_fact, record, expected) => expect(drawn(timeline({ ...EMPTY, ...record }, 0, 100))).toBe(expected))

  test('a window of no length has no intervals', () => expect(timeline(EMPTY, 5, 5)).toEqual([]))

  test('intervals tile the window, and neighbours differ', () =>
    fc.assert(
      fc.property(
        componentRecord,
        fc.integer({ min: 0, max: 120 }),
        fc.integer({ min: 1, max: 120 }),
        (record, from, length) => {
          const intervals = timeline(record, from, from + length)
          expect([intervals[0]?.from, intervals.at(-1)?.to]).toEqual([from, from + length])
          for (const [index, { to, status }] of intervals.slice(0, -1).entries()) {
            expect(intervals[index + 1]?.from).toBe(to)
            expect(intervals[index + 1]?.status).not.toBe(status)
          }
          expect(intervals.every((one) => one.from < one.to)).toBe(true)
        },
      ),
    ))

  test('at every instant the timeline is the status at that instant', () =>
    fc.assert(
      fc.property(componentRecord, (record) => {
        const intervals = timeline(record, 0, 120)
        const each = intervals.flatMap(({ from, to, status }) => new Array<string>(to - from).fill(status))
        expect(each).toEqual(each.map((_status, t) => statusAt(record, t)))
      }),
      { numRuns: 30 },
    ))
})
