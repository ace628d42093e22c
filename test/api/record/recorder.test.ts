import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { toStored } from '#db/results.ts'
import { resume } from '#domain/verdict.ts'
import type { Group } from '../../../api/record/group-queue.ts'
import { createRecorder } from '../../../api/record/recorder.ts'
import { checkOf, evidenceOf, resultOf, transitionOf } from '../../facts.ts'

const AT = Date.parse('2026-11-23T15:00Z')
const HEALTH = checkOf('health')
const LOGIN = checkOf('login')

beforeEach(() => void vi.useFakeTimers({ now: AT }))
afterEach(() => {
  expect(vi.getTimerCount(), 'timers left running').toBe(0)
  vi.useRealTimers()
})

/** A recorder with what it stored, told and failed at; storing fails while `broken`, and takes `storeMs`. */
function observed({ storeMs = 0 } = {}) {
  const seen = { stored: [] as Group[], told: [] as Group[], failures: [] as unknown[], broken: false }
  const recorder = createRecorder({
    now: Date.now,
    store: async (group) => {
      if (storeMs > 0) await new Promise((resolve) => setTimeout(resolve, storeMs))
      if (seen.broken) throw new Error('disk full')
      seen.stored.push(group)
    },
    onStored: (group) => void seen.told.push(group),
    onFailure: (error) => void seen.failures.push(error),
    onDropped: () => undefined,
  })
  onTestFinished(() => void vi.clearAllTimers())
  return { recorder, seen, stored: () => seen.stored.flatMap(({ results }) => results.map(({ at }) => at - AT)) }
}

describe('record', () => {
  test('judges at once, and stores within 250 ms what came until then', async () => {
    const { recorder, seen } = observed()
    expect(recorder.record(HEALTH, resultOf('health', AT))).toEqual({ settled: true })
    await vi.advanceTimersByTimeAsync(200)
    recorder.record(LOGIN, resultOf('login', AT + 200))
    await vi.advanceTimersByTimeAsync(49)
    expect(seen.stored).toEqual([])
    await vi.advanceTimersByTimeAsync(1)
    expect(seen.stored).toEqual([
      {
        results: [toStored(resultOf('health', AT)), toStored(resultOf('login', AT + 200))],
        transitions: [
          transitionOf('health', AT, { recordedAt: AT + 250 }),
          transitionOf('login', AT + 200, { recordedAt: AT + 250 }),
        ],
      },
    ])
    expect(seen.told).toEqual(seen.stored)
  })

  test('results that change nothing are stored as soon as those that do', async () => {
    const { recorder, stored } = observed()
    recorder.record(HEALTH, resultOf('health', AT))
    await recorder.flush()
    recorder.record(HEALTH, resultOf('health', AT + 1))
    await vi.advanceTimersByTimeAsync(250)
    expect(stored()).toEqual([0, 1])
  })

  test('a transition has the reason that the confirming result gave', async () => {
    const { recorder, seen } = observed()
    for (const reasonCode of ['timeout', 'http_500', 'SYNC_001']) {
      recorder.record(HEALTH, resultOf('health', Date.now(), { outcome: 'down', reasonCode }))
      await vi.advanceTimersByTimeAsync(1000)
    }
    expect(seen.told.at(-1)?.transitions).toEqual([
      transitionOf('health', AT, { recordedAt: AT + 2250, verdict: 'down', reasonCode: 'SYNC_001' }),
    ])
  })

  test('a transition is recorded no earlier than its result, whatever the clock says', async () => {
    const { recorder, seen } = observed()
    recorder.record(HEALTH, resultOf('health', AT + 60_000))
    await recorder.flush()
    expect(seen.told[0]?.transitions[0]?.recordedAt).toBe(AT + 60_000)
  })

  test.each([
    ['u', true],
    ['d', false],
    ['uu', true],
    ['ud', false],
    ['uddd', true],
    ['udddu', false],
    ['ug', false],
    ['u?', true],
    ['ud?', true],
  ])('after the results %j it is settled: %s', async (letters, settled) => {
    const outcomes = { u: 'up', g: 'degraded', d: 'down', '?': 'unknown' } as const
    const { recorder } = observed()
    const said = [...letters].map((letter, n) => {
      const outcome = outcomes[letter as keyof typeof outcomes]
      return recorder.record(HEALTH, resultOf('health', AT + n, { outcome }))
    })
    await recorder.flush()
    expect(said.at(-1)).toEqual({ settled })
  })

  test('each region of a check has a verdict of its own', async () => {
    const { recorder, seen } = observed()
    recorder.record(HEALTH, resultOf('health', AT))
    recorder.record({ ...HEALTH, region: 'eu' }, resultOf('health', AT, { region: 'eu' }))
    await recorder.flush()
    expect(seen.told[0]?.transitions.map(({ region, verdict }) => [region, verdict])).toEqual([
      ['local', 'up'],
      ['eu', 'up'],
    ])
  })
})

describe('a store that fails', () => {
  test('keeps everything and is tried again: the order is kept, and nothing is doubled', async () => {
    const { recorder, seen, stored } = observed()
    seen.broken = true
    recorder.record(HEALTH, resultOf('health', AT))
    await vi.advanceTimersByTimeAsync(300)
    recorder.record(HEALTH, resultOf('health', AT + 300))
    await vi.advanceTimersByTimeAsync(2_000)
    expect(seen.failures.length).toBeGreaterThan(1)
    expect(seen.told).toEqual([])
    expect(recorder.evidence()).toEqual([])
    seen.broken = false
    recorder.record(HEALTH, resultOf('health', AT + 2_300))
    await vi.advanceTimersByTimeAsync(1_000)
    expect(stored()).toEqual([0, 300, 2_300])
    expect(seen.told.flatMap(({ transitions }) => transitions)).toHaveLength(1)
    expect(seen.told[0]?.transitions[0]?.recordedAt).toBeGreaterThanOrEqual(AT + 2_300)
  })

  test('what comes while it is tried is stored after it', async () => {
    const { recorder, seen, stored } = observed({ storeMs: 1_000 })
    seen.broken = true
    recorder.record(HEALTH, resultOf('health', AT))
    await vi.advanceTimersByTimeAsync(300)
    recorder.record(HEALTH, resultOf('health', AT + 300))
    await vi.advanceTimersByTimeAsync(1_000)
    expect(seen.failures).toHaveLength(1)
    seen.broken = false
    await vi.advanceTimersByTimeAsync(5_000)
    expect(stored()).toEqual([0, 300])
  })
})

describe('flush', () => {
  test('stores what waits, and of nothing nothing', async () => {
    const { recorder, seen, stored } = observed()
    recorder.record(HEALTH, resultOf('health', AT))
    await recorder.flush()
    await recorder.flush()
    expect([stored(), seen.stored.length]).toEqual([[0], 1])
  })
})

describe('expire', () => {
  test('silence is one transition to unknown, at the end of what the last result vouches for', async () => {
    const { recorder, seen } = observed()
    recorder.record(HEALTH, resultOf('health', AT, { reasonCode: 'slow' }))
    for (let second = 0; second < 200; second++) {
      recorder.expire()
      await vi.advanceTimersByTimeAsync(1_000)
    }
    const [, silence, ...more] = seen.told.flatMap(({ transitions }) => transitions)
    expect(silence).toMatchObject({ at: AT + 95_000, verdict: 'unknown', reasonCode: null })
    expect(silence?.recordedAt).toBeLessThan(AT + 97_500)
    expect(more).toEqual([])
  })
})

describe('evidence', () => {
  test('is the newest definite result that was stored, and the newest outcome', async () => {
    const { recorder } = observed()
    recorder.record(HEALTH, resultOf('health', AT))
    recorder.record(HEALTH, resultOf('health', AT + 9, { outcome: 'down', reasonCode: 'timeout' }))
    recorder.record(HEALTH, resultOf('health', AT + 20, { outcome: 'unknown', reasonCode: 'RATE_001' }))
    recorder.record(LOGIN, resultOf('login', AT, { outcome: 'unknown' }))
    await recorder.flush()
    expect(recorder.evidence()).toEqual([
      {
        checkId: 'health',
        region: 'local',
        lastOutcome: 'unknown',
        lastReasonCode: 'RATE_001',
        lastAt: AT + 20,
        lastDurationMs: 80,
        lastDefiniteAt: AT + 9,
        definite: { outcome: 'down', reasonCode: 'timeout' },
      },
      {
        checkId: 'login',
        region: 'local',
        lastOutcome: 'unknown',
        lastReasonCode: null,
        lastAt: AT,
        lastDurationMs: 80,
        lastDefiniteAt: null,
        definite: null,
      },
    ])
  })

  test('a late result makes it no older', async () => {
    const { recorder } = observed()
    recorder.record(HEALTH, resultOf('health', AT))
    recorder.record(HEALTH, resultOf('health', AT - 9, { outcome: 'down' }))
    await recorder.flush()
    expect(recorder.evidence()[0]).toMatchObject({ lastDefiniteAt: AT, definite: { outcome: 'up' } })
  })
})

describe('remember', () => {
  test('what is remembered is judged on, and nothing else is', async () => {
    const { recorder, seen } = observed()
    recorder.record(LOGIN, resultOf('login', AT - 9))
    await recorder.flush()
    const judgement = resume(transitionOf('health', AT - 30), [{ at: AT - 30, outcome: 'up' }], HEALTH.policy)
    const evidence = evidenceOf('health', AT - 30)
    recorder.remember([{ check: HEALTH, judgement, evidence }])
    expect(recorder.evidence()).toEqual([evidence])
    recorder.record(HEALTH, resultOf('health', AT))
    await recorder.flush()
    expect(seen.told.at(-1)?.transitions).toEqual([])
  })
})
