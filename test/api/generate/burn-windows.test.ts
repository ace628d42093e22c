import { describe, expect, test } from 'vitest'
import { burnWindows } from '../../../api/generate/burn-windows.ts'

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000

const ratesOf = (objective: number, days: number) =>
  burnWindows({ objective, periodMs: days * DAY_MS }).map(({ longMs, rate }) => [longMs / HOUR_MS, rate])

describe('burnWindows', () => {
  test('over 30 days they are those of the SRE Workbook, chapter 5, section 6', () =>
    expect(burnWindows({ objective: 0.999, periodMs: 30 * DAY_MS })).toEqual([
      { share: 0.02, longMs: HOUR_MS, shortMs: HOUR_MS / 12, severity: 'critical', rate: 14.4 },
      { share: 0.05, longMs: 6 * HOUR_MS, shortMs: HOUR_MS / 2, severity: 'critical', rate: 6 },
      { share: 0.1, longMs: 24 * HOUR_MS, shortMs: 2 * HOUR_MS, severity: 'warning', rate: 3 },
      { share: 0.1, longMs: 72 * HOUR_MS, shortMs: 6 * HOUR_MS, severity: 'warning', rate: 1 },
    ]))

  test.each([
    [
      'a longer period allows higher rates',
      0.999,
      90,
      [
        [1, 43.2],
        [6, 18],
        [24, 9],
        [72, 3],
      ],
    ],
    [
      'of a shorter one those are left out that it may keep up',
      0.999,
      7,
      [
        [1, 3.36],
        [6, 1.4],
      ],
    ],
    ['of a day none is left', 0.999, 1, []],
    [
      'what not even a total outage reaches is left out',
      0.9,
      30,
      [
        [6, 6],
        [24, 3],
        [72, 1],
      ],
    ],
  ])('%s', (_, objective, days, rates) => expect(ratesOf(objective, days)).toEqual(rates))
})
