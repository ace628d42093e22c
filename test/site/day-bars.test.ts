import { describe, expect, test } from 'vitest'
import { STATUSES, type Status } from '#domain/status.ts'
import { type DayBar, type StatusMs, uptimeOfMs } from '#domain/uptime.ts'
import { drawDay, drawDayBars, toSegments } from '../../site/day-bars.ts'
import { HOUR, MINUTE } from './view.ts'

const NOTHING: StatusMs = {
  operational: 0,
  under_maintenance: 0,
  unknown: 0,
  degraded_performance: 0,
  partial_outage: 0,
  major_outage: 0,
}

const dayOf = (ms: Partial<StatusMs>): DayBar => ({
  date: '2026-11-03',
  from: 0,
  to: 24 * HOUR,
  ...uptimeOfMs({ ...NOTHING, ...ms }),
})

const WELL = dayOf({ operational: 24 * HOUR })
const A_MINUTE_DOWN = dayOf({ operational: 24 * HOUR - MINUTE, major_outage: MINUTE })
const EVERYTHING = dayOf(Object.fromEntries(STATUSES.map((status, index) => [status, 10 ** index])))

describe('toSegments', () => {
  test.each<[string, DayBar, Status[]]>([
    ['a good day is one piece', WELL, ['operational']],
    ['a day without evidence is one piece', dayOf({ unknown: 24 * HOUR }), ['unknown']],
    ['a day of no length is one piece', dayOf({}), ['unknown']],
    [
      'a day has the best on top',
      dayOf({ major_outage: 1, unknown: 1, operational: 1 }),
      ['operational', 'unknown', 'major_outage'],
    ],
    ['a day of everything leaves nothing out', EVERYTHING, [...STATUSES]],
  ])('%s', (_, day, statuses) => expect(toSegments(day).map(({ status }) => status)).toEqual(statuses))

  test('shares are in proportion', () => {
    const [up, degraded] = toSegments(dayOf({ operational: 8 * HOUR, degraded_performance: 16 * HOUR }))
    expect((degraded?.height ?? 0) / (up?.height ?? 1)).toBeCloseTo(2)
  })

  test.each([
    ['a minute of outage', A_MINUTE_DOWN],
    ['a minute of maintenance', dayOf({ operational: 24 * HOUR - MINUTE, under_maintenance: MINUTE })],
    ['a day of everything', EVERYTHING],
    [
      'a share that is just long enough until another takes from it',
      dayOf({ operational: 780, degraded_performance: 218, major_outage: 2 }),
    ],
  ])('%s is seen in pieces of 4 px and more that do not overlap', (_, day) => {
    const segments = toSegments(day)
    const ends = segments.map(({ top, height }) => top + height)
    for (const { height } of segments) expect(height).toBeGreaterThanOrEqual(4)
    for (const [index, { top }] of segments.entries()) expect(top).toBeGreaterThanOrEqual(ends[index - 1] ?? 0)
  })

  test.each([
    ['a good day', WELL, drawDay('operational')],
    ['a bad day', A_MINUTE_DOWN, drawDay('major_outage')],
  ])('the pieces of %s together are as long as a day that is all the same', (_, day, whole) => {
    const last = toSegments(day).at(-1)
    const length = Number(/v(\d+)$/.exec(whole.strokes[0]?.d ?? '')?.[1]) + whole.strokeWidth
    expect((last?.top ?? 0) + (last?.height ?? 0)).toBeCloseTo(length)
  })

  test('the worse a day, the lower its bar reaches', () => {
    const bottoms = (['operational', 'degraded_performance', 'partial_outage', 'major_outage'] as const).map(
      (status) => {
        const last = toSegments(dayOf({ operational: 1, [status]: 1 })).at(-1)
        return (last?.top ?? 0) + (last?.height ?? 0)
      },
    )
    expect(bottoms).toEqual([...new Set(bottoms)].sort((a, b) => a - b))
  })
})

describe('drawDayBars', () => {
  test('like days are one stroke of equal steps', () => {
    const { strokes } = drawDayBars([WELL, WELL, WELL])
    expect(strokes).toEqual([{ status: 'operational', d: 'm3 3v22m8 -22v22m8 -22v22' }])
  })

  test('days of other statuses are stepped over', () => {
    const { strokes } = drawDayBars([dayOf({ unknown: 1 }), WELL, dayOf({ unknown: 1 })])
    expect(strokes).toEqual([
      { status: 'operational', d: 'm11 3v22' },
      { status: 'unknown', d: 'm3 3v22m16 -22v22' },
    ])
  })

  test('the caps of the first and the last day lie within the drawing', () => {
    const { width, strokeWidth } = drawDayBars(Array.from({ length: 90 }, () => WELL))
    expect(width).toBe(89 * 8 + strokeWidth)
  })

  test('no days are an empty drawing that still has a size', () => {
    expect(drawDayBars([])).toMatchObject({ width: 6, strokes: [] })
  })
})
