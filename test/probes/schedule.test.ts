import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ActiveCheck } from '#domain/check.ts'
import type { Result } from '#domain/result.ts'
import { endingOf } from '#domain/slot.ts'
import { timesOf } from '../../probes/offsets.ts'
import { createSchedule } from '../../probes/schedule.ts'
import { checkOf, resultOf } from '../facts.ts'
import { createFakeClock } from './fake-clock.ts'

const HOUR_MS = 3_600_000
const every = (id: string, everyMs: number) => checkOf(id, { schedule: { everyMs }, retryEveryMs: 2_000 })

interface Options {
  /** How long the answer to the n-th question takes. */
  answerMs?: (n: number) => number
  settled?: (n: number) => boolean
  result?: (n: number, now: number) => Partial<Result>
  room?: number
}

/** A schedule that runs by a fake clock; what was asked and when, in seconds since its start, and how its slots ended. */
function started(checks: readonly ActiveCheck[], options: Options = {}) {
  const { answerMs = () => 100, settled = () => true, result = () => ({}), room = 100 } = options
  const clock = createFakeClock()
  const startedAt = clock.monotonic()
  const asked: [string, number][] = []
  const running = new Map<string, number>()
  const seen = { done: 0, late: 0, missed: 0, recorded: 0, slept: [] as number[], most: 0, mostOfOne: 0 }
  const schedule = createSchedule({
    ...clock,
    room,
    ask: async ({ id }) => {
      const n = asked.push([id, Math.round(clock.monotonic() - startedAt) / 1000])
      running.set(id, (running.get(id) ?? 0) + 1)
      seen.mostOfOne = Math.max(seen.mostOfOne, running.get(id) ?? 0)
      seen.most = Math.max(
        seen.most,
        [...running.values()].reduce((sum, one) => sum + one, 0),
      )
      await clock.sleep(answerMs(n))
      running.set(id, (running.get(id) ?? 0) - 1)
      return resultOf(id, clock.now(), result(n, clock.now()))
    },
    record: () => ({ settled: settled(++seen.recorded) }),
    onSlot: (_check, lateMs) => seen[endingOf(lateMs)]++,
    onMissed: (_check, count) => {
      seen.missed += count
    },
    onSlept: (ms) => seen.slept.push(Math.round(ms / 1000)),
  })
  schedule.start(checks)
  const timesAsked = (id = 'a') => asked.filter(([of]) => of === id).map(([, at]) => at)
  return { clock, schedule, asked, seen, timesAsked }
}

/** Slots that have come to a check, by the book. */
function slotsBy(ms: number, check: ActiveCheck, checks: readonly ActiveCheck[]): number {
  const { offsetMs, firstMs } = timesOf(checks).get(check) ?? { offsetMs: null, firstMs: null }
  const { schedule } = check
  const regular =
    offsetMs === null || !('everyMs' in schedule) ? 0 : Math.max(0, Math.floor((ms - offsetMs) / schedule.everyMs) + 1)
  return regular + (firstMs !== null && firstMs <= ms ? 1 : 0)
}

describe('a schedule', () => {
  test('asks each check soon, and then at its own slots', async () => {
    const run = started([every('a', 10_000), every('b', 10_000), every('c', 3_000)])
    await run.clock.advance(25_900)
    const [first, second] = [run.timesAsked('a'), run.timesAsked('b')].sort(([one = 0], [other = 0]) => one - other)
    expect(first).toEqual([0.001, 10, 20])
    expect(second).toEqual([1, 5, 15, 25])
    expect(run.timesAsked('c')).toEqual([0.001, 3, 6, 9, 12, 15, 18, 21, 24])
  })

  test('does not drift in a day', async () => {
    const run = started([every('a', 60_000)], { answerMs: (n) => (n * 7919) % 30_000 })
    await run.clock.advance(24 * HOUR_MS)
    expect(run.timesAsked().slice(1)).toEqual(Array.from({ length: 1440 }, (_, n) => (n + 1) * 60))
  })

  test('a slot that comes while the last one runs is missed', async () => {
    const run = started([every('a', 2_000)], { answerMs: () => 4_500 })
    await run.clock.advance(11_000)
    expect(run.timesAsked()).toEqual([0.001, 6])
    expect(run.seen).toMatchObject({ done: 2, missed: 4, mostOfOne: 1 })
  })

  test('asks so many at once; the others wait in order, and are late or missed', async () => {
    const checks = ['a', 'b', 'c', 'd'].map((id) => every(id, 8_000))
    const run = started(checks, { room: 1, answerMs: () => 3_000 })
    await run.clock.advance(30_000)
    expect(run.seen.most).toBe(1)
    expect(run.seen.late).toBeGreaterThan(0)
    expect(run.seen.missed).toBeGreaterThan(0)
  })

  test('asks soon again while a verdict is in doubt, counted from when the last try began; a try is no slot', async () => {
    const run = started([every('a', 20_000)], { settled: (n) => n !== 2 && n !== 3 })
    await run.clock.advance(45_000)
    expect(run.timesAsked()).toEqual([0.001, 20, 22, 24, 40])
    expect(run.seen).toMatchObject({ done: 3, late: 0, missed: 0 })
  })

  test('a try that takes longer than that is followed at once; a slot waits for it', async () => {
    const run = started([every('a', 10_000)], { settled: () => false, answerMs: () => 3_000 })
    await run.clock.advance(13_100)
    expect(run.timesAsked()).toEqual([0.001, 3.002, 6.003, 9.004, 12.004])
    expect(run.seen).toMatchObject({ done: 1, late: 1, missed: 0 })
  })

  test('leaves a target alone until the instant that it named, and counts no slots meanwhile', async () => {
    const run = started([every('a', 1_000)], { result: (n, now) => (n === 1 ? { retryAt: now + 20_000 } : {}) })
    await run.clock.advance(22_500)
    expect(run.timesAsked()).toEqual([0.001, 21, 22])
    expect(run.seen).toMatchObject({ done: 3, missed: 0 })
  })

  test('asks at that instant when a slot was skipped for it and the next is far', async () => {
    const run = started([every('a', 30_000)], { result: (n, now) => (n === 1 ? { retryAt: now + 45_000 } : {}) })
    await run.clock.advance(61_000)
    expect(run.timesAsked()).toEqual([0.001, 45.101, 60])
  })

  test('asks a target that sent us away for ever again after an hour', async () => {
    const run = started([every('a', 30_000)], { result: (n) => (n === 1 ? { retryAt: 9e15 } : {}) })
    await run.clock.advance(HOUR_MS + 20_000)
    expect(run.timesAsked()).toEqual([0.001, 3600.101])
  })

  test('backs off from a target that names no instant, until it answers otherwise', async () => {
    const run = started([every('a', 10_000)], {
      result: (n) => (n <= 3 || n === 5 ? { outcome: 'unknown', reasonCode: 'RATE_001' } : {}),
    })
    await run.clock.advance(185_000)
    expect(run.timesAsked()).toEqual([0.001, 20, 60, 140, 150, 170, 180])
  })

  test.each([-HOUR_MS, HOUR_MS])('setting the wall clock by %d ms moves no slot', async (step) => {
    const run = started([every('a', 2_000)])
    await run.clock.advance(1_500)
    run.clock.setWallBy(step)
    await run.clock.advance(7_000)
    expect(run.timesAsked()).toEqual([0.001, 2, 4, 6, 8])
  })

  test('after a stop of the process the last slot is asked late, and those before are missed', async () => {
    const run = started([every('a', 10_000)])
    await run.clock.advance(1_000)
    await run.clock.freeze(44_000)
    await run.clock.advance(6_000)
    expect(run.timesAsked()).toEqual([0.001, 45, 50])
    expect(run.seen).toMatchObject({ done: 2, late: 1, missed: 3, slept: [43] })
  })

  test('tells a sleep that only the wall clock lived through', async () => {
    const run = started([every('a', 10_000)])
    await run.clock.advance(1_500)
    run.clock.setWallBy(HOUR_MS)
    await run.clock.advance(5_000)
    expect(run.seen.slept).toEqual([3600])
  })

  test('slots are done, late or missed, whatever the clocks do', async () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('advance' as const), ms: fc.integer({ min: 1, max: 20_000 }) }),
      fc.record({ kind: fc.constant('freeze' as const), ms: fc.integer({ min: 1, max: 90_000 }) }),
      fc.record({ kind: fc.constant('set' as const), ms: fc.integer({ min: -HOUR_MS, max: HOUR_MS }) }),
    )
    const world = fc.record({
      intervals: fc.array(fc.integer({ min: 500, max: 30_000 }), { minLength: 1, maxLength: 30 }),
      steps: fc.array(step, { minLength: 1, maxLength: 12 }),
      answers: fc.array(fc.integer({ min: 1, max: 12_000 }), { minLength: 1, maxLength: 5 }),
      doubts: fc.array(fc.boolean(), { minLength: 1, maxLength: 5 }),
      room: fc.integer({ min: 1, max: 8 }),
    })
    await fc.assert(
      fc.asyncProperty(world, async ({ intervals, steps, answers, doubts, room }) => {
        const checks = intervals.map((ms, index) => every(`check-${index}`, ms))
        const run = started(checks, {
          room,
          answerMs: (n) => answers[n % answers.length] ?? 1,
          settled: (n) => doubts[n % doubts.length] ?? true,
        })
        const startedAt = run.clock.monotonic()
        for (const { kind, ms } of steps) {
          if (kind === 'set') run.clock.setWallBy(ms)
          else await run.clock[kind](ms)
        }
        await run.clock.advance(2)
        const lived = run.clock.monotonic() - startedAt
        const stop = run.schedule.stop()
        await run.clock.advance(20_000)
        await stop
        const { done, late, missed, mostOfOne, most } = run.seen
        // A slot that came in the last 2 ms may not have rung.
        const least = checks.reduce((sum, check) => sum + slotsBy(lived - 2, check, checks), 0)
        const slots = checks.reduce((sum, check) => sum + slotsBy(lived, check, checks), 0)
        expect(done + late + missed).toBeGreaterThanOrEqual(least)
        expect(done + late + missed).toBeLessThanOrEqual(slots)
        expect(mostOfOne).toBeLessThanOrEqual(1)
        expect(most).toBeLessThanOrEqual(room)
        expect(run.clock.timers()).toBe(0)
      }),
      { numRuns: 150 },
    )
  })

  test('stop waits for what runs, then asks no more, and what waited is missed', async () => {
    const run = started([every('a', 1_000), every('b', 1_000)], { answerMs: () => 5_000, room: 1 })
    await run.clock.advance(600)
    let isStopped = false
    const stop = run.schedule.stop().then(() => {
      isStopped = true
    })
    await run.clock.advance(4_300)
    expect([isStopped, run.seen.recorded]).toEqual([false, 0])
    await run.clock.advance(200)
    await stop
    expect(run.seen).toMatchObject({ recorded: 1, done: 1, missed: 1 })
    await run.clock.advance(10_000)
    expect([run.asked.length, run.clock.timers()]).toEqual([1, 0])
  })

  test('says when it last looked at the clock; nothing while it stands still', async () => {
    const run = started([])
    await run.clock.advance(5_300)
    expect(run.schedule.tickedAt()).toBe(run.clock.monotonic() - 300)
    await run.schedule.stop()
    expect(run.schedule.tickedAt()).toBeNull()
  })
})
