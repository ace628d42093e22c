import { describe, expect, test } from 'vitest'
import { syncRegistry } from '#db/registry.ts'
import { listTransitions } from '#db/transitions.ts'
import { pastTimeline } from '#domain/past.ts'
import type { Outcome } from '#domain/result.ts'
import { openRecord } from '../../api/record/record.ts'
import { createRecorder } from '../../api/record/recorder.ts'
import { createSteadyClock } from '../../api/steady-clock.ts'
import { DIALECTS } from '../db/open-test-database.ts'
import { checkOf, componentOf, configurationOf, NOW, resultOf } from '../facts.ts'

const CHECK = checkOf('health')
const EVERY_MS = 30_000
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

describe.each(DIALECTS)('on %s', (_dialect, open) => {
  /** A process that asks every 30 s while the wall clock is set by `stepMs` after each third of its life. */
  async function live(outcomes: readonly Outcome[], stepMs: number) {
    const at = { wall: NOW, ticks: 0 }
    const { now } = createSteadyClock(
      () => at.wall,
      () => at.ticks,
    )
    const db = await open()
    const configuration = configurationOf([componentOf('api', { checks: [CHECK] })])
    const record = await openRecord(db, configuration, { publicUrl: '', at: now() })
    const failures: unknown[] = []
    const recorder = createRecorder({
      now,
      store: record.store,
      onStored: () => undefined,
      onFailure: (error) => failures.push(error),
      onDropped: () => undefined,
    })
    const third = Math.ceil(outcomes.length / 3)
    for (const [index, outcome] of outcomes.entries()) {
      recorder.record(CHECK, resultOf('health', now(), { outcome }))
      await recorder.flush()
      at.wall += EVERY_MS + (index === third ? stepMs : index === 2 * third ? -stepMs : 0)
      at.ticks += EVERY_MS
      recorder.expire()
    }
    await recorder.flush()
    const registry = await syncRegistry(db, configuration.components, now())
    const transitions = await listTransitions(db, registry, { checkId: 'health', region: 'local', since: 0 })
    const facts = await record.factsOfPast({ since: NOW, component: null, asTold: false }, recorder.evidence(), now())
    const intervals = pastTimeline(facts, { id: 'api', from: NOW, to: now(), now: now() }) ?? []
    return { failures, transitions, intervals, endedAt: now() }
  }

  const spell = (outcome: Outcome, length: number): Outcome[] => Array(length).fill(outcome)
  const outcomes = [...spell('up', 8), ...spell('down', 8), ...spell('up', 20)]

  test.each<[string, number]>([
    ['an hour forward and back', HOUR_MS],
    ['an hour back and forward', -HOUR_MS],
    ['a day forward and back', DAY_MS],
    ['a day back and forward', -DAY_MS],
  ])(
    'a wall clock that is set %s leaves a history in order, without gaps and negative lengths',
    async (_what, step) => {
      const { failures, transitions, intervals, endedAt } = await live(outcomes, step)
      expect(failures).toEqual([])
      const times = transitions.map(({ at }) => at)
      expect(times).toEqual(times.toSorted((a, b) => a - b))
      expect(transitions.every(({ at, recordedAt }) => at <= recordedAt)).toBe(true)
      expect(intervals.every(({ from, to }) => from < to)).toBe(true)
      expect(intervals.map(({ from }) => from)).toEqual([NOW, ...intervals.slice(0, -1).map(({ to }) => to)])
      expect(intervals.at(-1)?.to).toBe(endedAt)
      const told = intervals.map(({ status }) => status).filter((status) => status !== 'unknown')
      expect(told.filter((status, n) => status !== told[n - 1])).toEqual(['operational', 'major_outage', 'operational'])
    },
  )
})
