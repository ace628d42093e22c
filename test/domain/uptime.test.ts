import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { STATUSES, type Status } from '#domain/status.ts'
import { timeline } from '#domain/timeline.ts'
import { formatCoverage, formatShare, formatUptime, type StatusMs, uptimeOf, uptimeOfMs } from '#domain/uptime.ts'
import { componentRecord } from '../arbitraries.ts'

const NONE: StatusMs = {
  operational: 0,
  under_maintenance: 0,
  unknown: 0,
  degraded_performance: 0,
  partial_outage: 0,
  major_outage: 0,
}

describe('uptimeOfMs', () => {
  test.each<[Partial<StatusMs>, number | null, number | null, Status]>([
    [{}, null, null, 'unknown'],
    [{ operational: 10 }, 1, 1, 'operational'],
    [{ degraded_performance: 10 }, 1, 1, 'degraded_performance'],
    [{ operational: 5, major_outage: 5 }, 0.5, 1, 'major_outage'],
    [{ operational: 5, partial_outage: 5 }, 0.85, 1, 'partial_outage'],
    [{ operational: 5, unknown: 5 }, 1, 0.5, 'operational'],
    [{ operational: 5, under_maintenance: 5 }, 1, 1, 'under_maintenance'],
    [{ under_maintenance: 10 }, null, null, 'under_maintenance'],
    [{ unknown: 10 }, null, 0, 'unknown'],
    [{ unknown: 5, under_maintenance: 5 }, null, 0, 'under_maintenance'],
  ])('%j is an uptime of %j at a coverage of %j, at worst %s', (ms, uptime, coverage, worst) =>
    expect(uptimeOfMs({ ...NONE, ...ms })).toEqual({ uptime, coverage, worst, ms: { ...NONE, ...ms } }),
  )
})

describe('uptimeOf', () => {
  test('what the timeline leaves out is unknown', () =>
    expect(uptimeOf([{ from: 0, to: 30, status: 'operational' }], 20, 60).ms).toEqual({
      ...NONE,
      operational: 10,
      unknown: 30,
    }))

  test('a window of no length has no uptime', () =>
    expect(uptimeOf([{ from: 0, to: 9, status: 'operational' }], 5, 5)).toMatchObject({
      uptime: null,
      worst: 'unknown',
    }))

  test('the sums of two windows that meet are the sums of both together', () =>
    fc.assert(
      fc.property(componentRecord, fc.tuple(fc.nat(150), fc.nat(150), fc.nat(150)), (record, instants) => {
        const [from = 0, middle = 0, to = 0] = instants.toSorted((a, b) => a - b)
        const intervals = timeline(record, 20, 110)
        const [first, second, both] = [
          uptimeOf(intervals, from, middle).ms,
          uptimeOf(intervals, middle, to).ms,
          uptimeOf(intervals, from, to).ms,
        ]
        for (const status of STATUSES) expect(first[status] + second[status]).toBe(both[status])
        expect(STATUSES.reduce((sum, status) => sum + both[status], 0)).toBe(to - from)
      }),
    ))
})

describe('formatUptime', () => {
  test.each<[Partial<StatusMs>, number, string | null]>([
    [{}, 2, null],
    [{ operational: 1 }, 2, '100.00'],
    [{ operational: 1 }, 0, '100'],
    [{ major_outage: 1 }, 2, '0.00'],
    [{ operational: 7_775_999_999, major_outage: 1 }, 4, '99.9999'],
    [{ operational: 571, major_outage: 429 }, 2, '57.10'],
    [{ operational: 9_998, major_outage: 2 }, 2, '99.98'],
    [{ operational: 2, major_outage: 1 }, 3, '66.666'],
    [{ operational: 999, partial_outage: 1 }, 2, '99.97'],
    [{ operational: 1, major_outage: 99_999 }, 2, '0.00'],
  ])('%j with %d decimals prints %j', (ms, decimals, text) =>
    expect(formatUptime({ ...NONE, ...ms }, decimals)).toBe(text),
  )

  test('100 means that not one millisecond counted against it', () =>
    fc.assert(
      fc.property(fc.nat(1e12), fc.nat(1e12), fc.nat(5), (operational, major_outage, decimals) => {
        const text = formatUptime({ ...NONE, operational, major_outage }, decimals)
        expect(text?.startsWith('100') ?? false).toBe(major_outage === 0 && operational > 0)
      }),
    ))

  test('the print is never above the ratio, and less than one last digit below', () =>
    fc.assert(
      fc.property(
        fc.nat(1e9),
        fc.nat(1e9),
        fc.integer({ min: 1, max: 1e9 }),
        (operational, partial_outage, major_outage) => {
          const ms = { ...NONE, operational, partial_outage, major_outage }
          const exact = 100 * (uptimeOfMs(ms).uptime ?? 0)
          const printed = Number(formatUptime(ms, 3))
          expect(printed).toBeLessThanOrEqual(exact + 1e-9)
          expect(printed).toBeGreaterThan(exact - 0.001 - 1e-9)
        },
      ),
    ))
})

describe('formatCoverage', () => {
  test.each<[Partial<StatusMs>, number, string | null]>([
    [{ under_maintenance: 5 }, 1, null],
    [{ unknown: 5 }, 1, '0.0'],
    [{ operational: 999, unknown: 1 }, 1, '99.9'],
    [{ operational: 99_999, unknown: 1 }, 1, '99.9'],
    [{ operational: 5, under_maintenance: 5 }, 1, '100.0'],
  ])('%j with %d decimals prints %j', (ms, decimals, text) =>
    expect(formatCoverage({ ...NONE, ...ms }, decimals)).toBe(text),
  )
})

describe('formatShare', () => {
  const DAYS_90 = 90 * 86_400_000
  test.each([
    [null, 2, null],
    [0, 2, '0.00'],
    [1, 2, '100.00'],
    [0.571, 2, '57.10'],
    [0.99999, 2, '99.99'],
    [1 - 1 / DAYS_90, 2, '99.99'],
    [1 - 0.1 / DAYS_90, 2, '99.99'],
    [0.966, 1, '96.6'],
  ])('%d with %d decimals is %s', (share, decimals, text) => expect(formatShare(share, decimals)).toBe(text))

  test('says of every uptime what its ms say', () =>
    fc.assert(
      fc.property(fc.nat(DAYS_90), fc.nat(DAYS_90), (up, down) => {
        const ms = { ...NONE, operational: up, partial_outage: down }
        expect(formatShare(uptimeOfMs(ms).uptime, 2)).toBe(formatUptime(ms, 2))
      }),
    ))
})
