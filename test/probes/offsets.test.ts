import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { timesOf } from '../../probes/offsets.ts'

const many = (count: number, everyMs: number, prefix = 'check') =>
  Array.from({ length: count }, (_, index) => ({ id: `${prefix}-${index}`, region: 'local', schedule: { everyMs } }))
const CRON = { cron: '0 0 * * * *', timezone: 'UTC' }

describe('timesOf', () => {
  test('the busiest second has at most 1.2 times its even share', () => {
    fc.assert(
      fc.property(fc.integer({ min: 200, max: 3000 }), fc.integer({ min: 5, max: 40 }), (count, seconds) => {
        const perSecond = new Array<number>(seconds).fill(0)
        for (const { offsetMs } of timesOf(many(count, seconds * 1000)).values()) {
          const second = Math.floor((offsetMs ?? 0) / 1000)
          perSecond[second] = (perSecond[second] ?? 0) + 1
        }
        expect(Math.max(...perSecond)).toBeLessThanOrEqual(Math.max(1.2 * (count / seconds), count / seconds + 1))
      }),
      { numRuns: 30 },
    )
  })

  test('every check is asked within its first interval, and a few within two seconds', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1000, max: 3_600_000 }), (count, everyMs) => {
        for (const { offsetMs, firstMs } of timesOf(many(count, everyMs)).values()) {
          const first = firstMs ?? offsetMs ?? Number.NaN
          expect(first).toBeLessThan(everyMs)
          if (count <= 20) expect(first).toBeLessThanOrEqual(2000)
        }
      }),
    )
  })

  test.each<[string, number, number, (number | null)[], (number | null)[]]>([
    ['one check', 1, 30_000, [0], [null]],
    ['three checks', 3, 30_000, [0, 10_000, 20_000], [null, 2000 / 3, 4000 / 3]],
    ['three of every second', 3, 1_500, [0, 500, 1000], [null, null, null]],
    ['more than a few', 24, 24_000, Array.from({ length: 24 }, (_, rank) => rank * 1000), new Array(24).fill(null)],
  ])('%s: slots and first asks', (_name, count, everyMs, offsets, firsts) => {
    const times = [...timesOf(many(count, everyMs)).values()]
    expect(times.map(({ offsetMs }) => offsetMs)).toEqual(offsets)
    expect(times.map(({ firstMs }) => firstMs)).toEqual(firsts)
  })

  test('checks by cron expression have a first ask only', () => {
    const checks = many(2, 1000).map((check) => ({ ...check, schedule: CRON }))
    expect([...timesOf(checks).values()]).toEqual([
      { offsetMs: null, firstMs: 0 },
      { offsetMs: null, firstMs: 1000 },
    ])
  })

  test('the order of the configuration does not matter, and a new check moves the others by little', () => {
    const byId = (checks: ReturnType<typeof many>) =>
      new Map([...timesOf(checks)].map(([{ id }, { offsetMs }]) => [id, offsetMs ?? 0]))
    const checks = many(100, 10_000)
    const before = byId(checks)
    expect(byId(checks.toReversed())).toEqual(before)
    const after = byId([...checks, ...many(1, 10_000, 'new')])
    // An n-th of the interval is less than a step of the grid that many checks begin on.
    const step = 200
    for (const [id, offset] of before) expect(Math.abs(offset - (after.get(id) ?? 0))).toBeLessThanOrEqual(step)
  })
})
