import { describe, expect, test } from 'vitest'
import type { HourlyLatency } from '#domain/latency.ts'
import { answeredHours, EMPTY_DAY, type LatencyDay, withLatencies, withoutHours } from '#domain/latency-day.ts'
import { sketchOf } from '#domain/latency-sketch.ts'
import { HOUR_MS } from '#domain/rollup.ts'

const NOON = Date.parse('2026-11-23T12:00Z')
const AT = NOON + 600_000
const ago = (hours: number, ...ms: number[]): HourlyLatency => ({ hour: NOON - hours * HOUR_MS, latency: sketchOf(ms) })
/** `[hours ago, answers, p50]` of what is shown. */
const shown = (day: LatencyDay, at = AT) =>
  answeredHours(day, at).map(({ from, count, p50Ms }) => [(NOON - from) / HOUR_MS, count, p50Ms])
const dayOf = (hours: HourlyLatency[], at = AT) => withLatencies(EMPTY_DAY, hours, at)

describe('a day of latencies', () => {
  test.each<[string, HourlyLatency[], number[][]]>([
    ['nothing', [], []],
    [
      'the hours of several checks together',
      [ago(0, 10, 20), ago(0, 30), ago(9, 40), ago(9, 20)],
      [
        [9, 2, 20],
        [0, 3, 20],
      ],
    ],
    [
      'the last 24 hours only',
      [ago(24, 1), ago(23, 2), ago(0, 3)],
      [
        [23, 1, 2],
        [0, 1, 3],
      ],
    ],
    ['no hour without an answer', [ago(3), ago(1), ago(0, 3)], [[0, 1, 3]]],
    [
      'hours in their order',
      [ago(0, 3), ago(5, 1), ago(1, 2)],
      [
        [5, 1, 1],
        [1, 1, 2],
        [0, 1, 3],
      ],
    ],
  ])('shows %s', (_, hours, expected) => expect(shown(dayOf(hours))).toEqual(expected))

  test('takes what comes late into the hour before, and nothing into those that are closed', () => {
    const day = withLatencies(dayOf([ago(1, 10), ago(2, 10)]), [ago(1, 20, 20), ago(2, 20, 20)], AT)
    expect(shown(day)).toEqual([
      [2, 1, 10],
      [1, 3, 20],
    ])
  })

  test('keeps of what is long over only what it came to', () => {
    const later = AT + 3 * HOUR_MS
    const day = withLatencies(dayOf([ago(0, 10), ago(20, 5)]), [ago(-3, 7)], later)
    expect(day.open.map(({ hour }) => hour)).toEqual([NOON + 3 * HOUR_MS])
    expect(shown(day, later)).toEqual([
      [20, 1, 5],
      [0, 1, 10],
      [-3, 1, 7],
    ])
  })

  test('loses its oldest hours though nothing comes', () =>
    expect(shown(dayOf([ago(23, 1), ago(0, 2)]), AT + HOUR_MS)).toEqual([[0, 1, 2]]))

  test('is without the hours that are taken from it', () =>
    expect(shown(withoutHours(dayOf([ago(5, 1), ago(1, 2), ago(0, 3)]), NOON - HOUR_MS))).toEqual([[5, 1, 1]]))
})
