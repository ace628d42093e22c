import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import type { Check } from '#domain/check.ts'
import type { Result } from '#domain/result.ts'
import { createSchedule, nextDue } from '../../probes/schedule.ts'
import { checkOf, resultOf } from '../facts.ts'

const AT = Date.parse('2026-11-23T15:00Z')
const NEVER = Number.POSITIVE_INFINITY
const HOUR_MS = 3_600_000
const HOURLY = { schedule: { cron: '0 0 * * * *', timezone: 'UTC' } } as const

describe('nextDue', () => {
  const every = checkOf('every', { schedule: { everyMs: 30_000 }, retryEveryMs: 2_000 })
  const hourly = checkOf('hourly', { ...HOURLY, retryEveryMs: 2_000 })

  test.each<[string, Check, boolean, number, number, number]>([
    ['settled, asked every 30 s', every, true, 100, 0, 30_000],
    ['settled, just before its slot', every, true, 29_999, 0, 30_000],
    ['settled, at its slot', every, true, 30_000, 0, 60_000],
    ['settled, slots missed', every, true, 100_000, 0, 120_000],
    ['in doubt', every, false, 100, 0, 2_100],
    ['in doubt, shortly before its slot', every, false, 29_000, 0, 30_000],
    ['settled and sent away for less than its interval', every, true, 100, 10_000, 30_000],
    ['settled and sent away for longer', every, true, 100, 45_000, 45_100],
    ['in doubt and sent away', every, false, 100, 10_000, 10_100],
    ['settled, asked by cron', hourly, true, 100, 0, NEVER],
    ['in doubt, asked by cron', hourly, false, 100, 0, 2_100],
    ['sent away, asked by cron', hourly, true, 100, 45_000, 45_100],
  ])('a check %s', (_state, check, settled, at, waitMs, due) =>
    expect(nextDue(check, { settled, anchor: 0, at, waitMs })).toBe(due),
  )
})

describe('a schedule', () => {
  beforeEach(() => void vi.useFakeTimers({ now: AT }))
  afterEach(() => {
    expect(vi.getTimerCount(), 'timers left running').toBe(0)
    vi.useRealTimers()
  })

  /** A running schedule, with when each check was asked, in seconds since its start; an answer takes `answerMs`. */
  function started(checks: readonly Check[], { answerMs = 100, settled = true, result = {} as Partial<Result> } = {}) {
    const asked: [string, number][] = []
    const recorded: Result[] = []
    const state = { running: 0, mostRunning: 0 }
    const schedule = createSchedule({
      ask: async ({ id }) => {
        asked.push([id, (Date.now() - AT) / 1000])
        state.mostRunning = Math.max(state.mostRunning, ++state.running)
        await new Promise((resolve) => setTimeout(resolve, answerMs))
        state.running--
        return resultOf(id, Date.now(), result)
      },
      record: (_check, found) => {
        recorded.push(found)
        return { settled }
      },
      now: Date.now,
      monotonic: () => performance.now(),
    })
    onTestFinished(() => schedule.stop())
    schedule.start(checks)
    return { schedule, asked, recorded, state }
  }

  const stopped = async ({ schedule }: { schedule: { stop(): Promise<void> } }) => {
    const stop = schedule.stop()
    await vi.advanceTimersByTimeAsync(10_000)
    await stop
  }

  test('asks each check at once, and then at its times', async () => {
    const run = started([
      checkOf('a', { schedule: { everyMs: 3_000 } }),
      checkOf('b', { schedule: { everyMs: 5_000 } }),
    ])
    expect(run.asked).toEqual([
      ['a', 0],
      ['b', 0],
    ])
    await vi.advanceTimersByTimeAsync(10_500)
    expect(run.asked.filter(([id]) => id === 'a')).toEqual([0, 3, 6, 9].map((at) => ['a', at]))
    expect(run.asked.filter(([id]) => id === 'b')).toEqual([0, 5, 10].map((at) => ['b', at]))
    await stopped(run)
  })

  test('asks no check twice at once, and takes up its slots again', async () => {
    const run = started([checkOf('a', { schedule: { everyMs: 2_000 } })], { answerMs: 4_500 })
    await vi.advanceTimersByTimeAsync(11_000)
    expect(run.state.mostRunning).toBe(1)
    expect(run.asked.map(([, at]) => at)).toEqual([0, 6])
    await stopped(run)
  })

  test('asks soon again while a verdict is in doubt', async () => {
    const run = started([checkOf('a', { retryEveryMs: 2_000 })], { settled: false })
    await vi.advanceTimersByTimeAsync(7_000)
    expect(run.asked.map(([, at]) => at)).toEqual([0, 3, 6])
    await stopped(run)
  })

  test('asks by cron expression, and at once', async () => {
    const run = started([checkOf('a', HOURLY)])
    await vi.advanceTimersByTimeAsync(2 * HOUR_MS + 1_000)
    expect(run.asked.map(([, at]) => at)).toEqual([0, 3_600, 7_200])
    await stopped(run)
  })

  test.each<[string, Partial<Check>]>([
    ['of every second', { schedule: { everyMs: 1_000 } }],
    ['of a cron expression', { schedule: { cron: '* * * * * *', timezone: 'UTC' } }],
  ])('leaves a target alone that sent us away, also a check %s', async (_kind, changes) => {
    const check = { ...checkOf('a'), ...changes } as Check
    const run = started([check], { result: { outcome: 'unknown', retryAt: AT + 20_000 } })
    await vi.advanceTimersByTimeAsync(19_500)
    expect(run.asked).toEqual([['a', 0]])
    await vi.advanceTimersByTimeAsync(2_000)
    expect(run.asked[1]).toEqual(['a', 20])
    await stopped(run)
  })

  test('asks a target that sent us away for ever again after an hour', async () => {
    const run = started([checkOf('a')], { result: { outcome: 'unknown', retryAt: AT + 9e12 } })
    await vi.advanceTimersByTimeAsync(HOUR_MS + 2_000)
    expect(run.asked.map(([, at]) => Math.floor(at))).toEqual([0, 3_601])
    await stopped(run)
  })

  test.each([-HOUR_MS, HOUR_MS])(
    'setting the wall clock by %d ms moves no check, and a cron expression follows it',
    async (step) => {
      const minutely = checkOf('cron', { schedule: { cron: '0 * * * * *', timezone: 'UTC' } })
      const run = started([checkOf('every', { schedule: { everyMs: 2_000 } }), minutely])
      await vi.advanceTimersByTimeAsync(1_500)
      vi.setSystemTime(Date.now() + step)
      run.asked.length = 0
      await vi.advanceTimersByTimeAsync(4_000)
      expect(run.asked).toEqual([2, 4].map((second) => ['every', second + step / 1000]))
      await vi.advanceTimersByTimeAsync(55_000)
      expect(run.asked.filter(([id]) => id === 'cron')).toEqual([['cron', 60 + step / 1000]])
      await stopped(run)
    },
  )

  test('stop waits for what runs, and then asks no more', async () => {
    const run = started([checkOf('a', { schedule: { everyMs: 1_000 } })], { answerMs: 5_000 })
    let isStopped = false
    const stop = run.schedule.stop().then(() => {
      isStopped = true
    })
    await vi.advanceTimersByTimeAsync(4_900)
    expect([isStopped, run.recorded.length]).toEqual([false, 0])
    await vi.advanceTimersByTimeAsync(100)
    await stop
    expect(run.recorded).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(run.asked).toHaveLength(1)
  })

  test('says when it last looked what is due; nothing while it stands still', async () => {
    const run = started([])
    await vi.advanceTimersByTimeAsync(5_300)
    expect(run.schedule.tickedAt()).toBe(AT + 5_000)
    await stopped(run)
    expect(run.schedule.tickedAt()).toBeNull()
  })
})
