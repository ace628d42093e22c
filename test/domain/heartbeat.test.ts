import { describe, expect, test } from 'vitest'
import type { HeartbeatCheck } from '#domain/check.ts'
import { beatResult, lateAgainAt, lateAt, lateResult, type Report, toBeat } from '#domain/heartbeat.ts'
import type { Result } from '#domain/result.ts'
import { judgeAll } from '#domain/verdict.ts'
import { heartbeatCheck } from '../probes/checks.ts'

const AT = Date.parse('2026-01-22T02:00:00Z')
const HOUR = 3_600_000
const DAY = 24 * HOUR
const TOKEN = 'b7c1d4e89f0a4c2db6e3a5f1908c7d2e'
const slow = { fact: 'latency', underMs: 1000, otherwise: 'degraded' } as const
const never = () => Number.NaN

/** A job of every day, with an hour's grace, believed at once. */
const nightly = (changes: Partial<HeartbeatCheck> = {}) =>
  heartbeatCheck(TOKEN, {
    schedule: { everyMs: DAY },
    graceMs: HOUR,
    policy: { failAfter: 1, recoverAfter: 1, staleAfterMs: 3 * DAY + HOUR },
    ...changes,
  })

const resultOf = (report: Partial<Report>, check = nightly()) =>
  beatResult(check, toBeat({ failed: false, durationMs: null, message: null, ...report }, AT), {})

describe('beatResult', () => {
  test.each<[string, Partial<Report>, Partial<Result>]>([
    ['that says nothing more', {}, { outcome: 'up', reasonCode: null, detail: null, durationMs: 0 }],
    ['with a duration', { durationMs: 83.6 }, { outcome: 'up', durationMs: 84 }],
    ['that took long', { durationMs: 1000 }, { outcome: 'degraded', reasonCode: 'slow', durationMs: 1000 }],
    ['with a message', { message: '12 rows' }, { outcome: 'up', detail: '12 rows' }],
    ['of a failure', { failed: true }, { outcome: 'down', reasonCode: 'job_failed', detail: null }],
    ['of a slow failure', { failed: true, durationMs: 9999 }, { reasonCode: 'job_failed', durationMs: 9999 }],
    ['of a failure explained', { failed: true, message: 'disk\nfull' }, { detail: 'disk full' }],
    ['that tells its own token', { message: `at ${TOKEN}` }, { detail: 'at ***' }],
  ])('a beat %s', (_what, report, expected) => {
    const check = nightly({ expect: [slow] })
    expect(resultOf(report, check)).toMatchObject({ checkId: 'asked', region: 'local', at: AT, ...expected })
  })

  test('a beat without a duration meets every latency', () =>
    expect(resultOf({}, nightly({ expect: [{ ...slow, underMs: 0 }] }))).toMatchObject({ outcome: 'up' }))
})

describe('toBeat', () => {
  const whole = 'a'.repeat(200)
  test.each([
    [null, null],
    ['', ''],
    [whole, whole],
    [`${whole}b`, whole],
    [`${'a'.repeat(199)}😀`, `${'a'.repeat(199)}\ufffd`],
  ])('keeps of the message %j %j', (message, expected) =>
    expect(toBeat({ failed: false, durationMs: null, message }, AT).message).toBe(expected),
  )
})

describe('lateAt', () => {
  const cron = { cron: '0 0 2 * * *', timezone: 'Europe/Berlin' }
  test.each<[string, Partial<HeartbeatCheck>, number]>([
    ['its interval and grace', {}, AT + DAY + HOUR],
    ['its interval, without grace', { graceMs: 0 }, AT + DAY],
    ['its next run and grace', { schedule: cron }, AT + 23 * HOUR + HOUR],
  ])('a job is late after %s', (_what, changes, expected) =>
    expect(lateAt(nightly(changes), AT, () => AT + 23 * HOUR)).toBe(expected),
  )
})

describe('lateAgainAt', () => {
  test.each<[string, boolean, Partial<HeartbeatCheck>, number]>([
    ['once an interval, where the verdict follows', true, {}, AT + DAY],
    ['soon, until it does', false, {}, AT + 2000],
    ['once an interval, where that is sooner', false, { retryEveryMs: 2 * DAY }, AT + DAY],
  ])('a silence is told again %s', (_what, settled, changes, expected) =>
    expect(lateAgainAt(nightly(changes), AT, settled, never)).toBe(expected),
  )
})

describe('a job that stops', () => {
  const check = nightly()
  const lates = [1, 2, 3, 4, 5].map((day) => lateResult(check, AT + day * DAY + HOUR))

  test('is down from when it is late, and stays it', () => {
    const until = AT + 5 * DAY + 2 * HOUR
    const shown = judgeAll([resultOf({}), ...lates], check.policy, until).map(({ at, verdict }) => [at, verdict])
    expect(shown).toEqual([
      [AT, 'up'],
      [AT + DAY + HOUR, 'down'],
    ])
  })

  test('is down for being late', () =>
    expect(lates[0]).toMatchObject({ outcome: 'down', reasonCode: 'heartbeat_late' }))

  test('is up again with its next beat', () => {
    const results = [resultOf({}), ...lates, { ...resultOf({}), at: AT + 6 * DAY }]
    expect(judgeAll(results, check.policy, AT + 6 * DAY).at(-1)).toMatchObject({ verdict: 'up', at: AT + 6 * DAY })
  })

  test('is unknown when we were not there to hear it', () => {
    const stale = { at: AT + 3 * DAY + HOUR, verdict: 'unknown' }
    expect(judgeAll([resultOf({})], check.policy, AT + 5 * DAY).at(-1)).toMatchObject(stale)
  })
})
