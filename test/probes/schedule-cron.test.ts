import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import type { Result } from '#domain/result.ts'
import { createSchedule } from '../../probes/schedule.ts'
import { checkOf, resultOf } from '../facts.ts'

const AT = Date.parse('2026-11-23T15:00Z')
const HOUR_MS = 3_600_000

beforeEach(() => void vi.useFakeTimers({ now: AT }))
afterEach(() => {
  expect(vi.getTimerCount(), 'timers left running').toBe(0)
  vi.useRealTimers()
})

/** A schedule of one check by cron expression, and when it was asked, in seconds since its start. */
function started(cron: string, { timezone = 'UTC', answerMs = 100, result = {} as Partial<Result> } = {}) {
  const asked: number[] = []
  const seen = { slots: 0, missed: 0 }
  const schedule = createSchedule({
    ask: async ({ id }) => {
      asked.push(Math.round((Date.now() - AT) / 10) / 100)
      await new Promise((resolve) => setTimeout(resolve, answerMs))
      return resultOf(id, Date.now(), result)
    },
    record: () => ({ settled: true }),
    now: Date.now,
    monotonic: () => performance.now(),
    onSlot: () => seen.slots++,
    onMissed: (_check, count) => {
      seen.missed += count
    },
    onSlept: () => undefined,
  })
  onTestFinished(() => schedule.stop())
  schedule.start([checkOf('a', { schedule: { cron, timezone } })])
  const stopped = async () => {
    const stop = schedule.stop()
    await vi.advanceTimersByTimeAsync(10_000)
    await stop
  }
  return { asked, seen, stopped }
}

describe('a check by cron expression', () => {
  test.each<[string, string, string, number, number[]]>([
    ['every hour', '0 0 * * * *', 'UTC', 2 * HOUR_MS, [0, 3600, 7200]],
    ['at seconds', '*/20 * * * * *', 'UTC', 60_000, [0, 20, 40, 60]],
    // 21:30 in Kolkata, five and a half hours ahead.
    ['in a time zone', '0 30 21 * * *', 'Asia/Kolkata', 2 * HOUR_MS, [0, 3600]],
  ])('%s is asked at once and then at its times', async (_name, cron, timezone, ms, times) => {
    const run = started(cron, { timezone })
    await vi.advanceTimersByTimeAsync(ms + 500)
    expect(run.asked).toEqual(times)
    expect(run.seen).toEqual({ slots: times.length, missed: 0 })
    await run.stopped()
  })

  test('misses the times at which it still runs', async () => {
    const run = started('*/2 * * * * *', { answerMs: 5_000 })
    await vi.advanceTimersByTimeAsync(12_500)
    expect(run.asked).toEqual([0, 6, 12])
    expect(run.seen).toEqual({ slots: 3, missed: 4 })
    await run.stopped()
  })

  test('leaves a target alone that sent us away', async () => {
    const run = started('* * * * * *', { result: { outcome: 'unknown', retryAt: AT + 20_000 } })
    await vi.advanceTimersByTimeAsync(19_500)
    expect(run.asked).toEqual([0])
    await vi.advanceTimersByTimeAsync(1_000)
    expect(run.asked[1]).toBe(20)
    await run.stopped()
  })

  test.each([-HOUR_MS, HOUR_MS])('follows the wall clock when that is set by %d ms', async (step) => {
    const run = started('0 * * * * *')
    await vi.advanceTimersByTimeAsync(1_500)
    vi.setSystemTime(Date.now() + step)
    run.asked.length = 0
    await vi.advanceTimersByTimeAsync(59_000)
    expect(run.asked).toEqual([60 + step / 1000])
    await run.stopped()
  })
})
