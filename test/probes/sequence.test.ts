import { describe, expect, test } from 'vitest'
import type { SequenceCheck, SequenceStep } from '#domain/check.ts'
import type { ProbeDeps } from '../../probes/deps.ts'
import { probeSequence } from '../../probes/sequence.ts'
import { sequenceCheck, stepOf } from './checks.ts'
import { AT, probeDeps } from './deps.ts'
import { closedPort } from './servers.ts'
import { PASSWORD, serveSessions, steps, TOKEN } from './sessions.ts'

const ask = (all: readonly SequenceStep[], changes: Partial<SequenceCheck> = {}, deps: Partial<ProbeDeps> = {}) =>
  probeSequence(sequenceCheck(all, changes), probeDeps(deps))

describe('probeSequence', () => {
  test('asks its steps in order, and passes values on, each escaped for where it stands', async () => {
    const { asked, port } = await serveSessions()
    expect(await ask(steps(port))).toMatchObject({ at: AT, outcome: 'up', reasonCode: null, detail: null })
    expect(asked).toEqual([
      `POST /login {"user":"monitor","password":"${PASSWORD}"}`,
      `GET /users/42?t=tok_5f3a%229c%2F1 Bearer ${TOKEN}`,
      `POST /logout {"t":"tok_5f3a\\"9c/1","j":"/jobs/7"} Bearer ${TOKEN}`,
    ])
  })

  test('sums its phases, and shows the rest of its last answer', async () => {
    const { port } = await serveSessions({ login: { afterMs: 40 }, users: { afterMs: 40 }, logout: { status: 201 } })
    const { observed, durationMs } = await ask(steps(port))
    expect(observed.phases.processingMs).toBeGreaterThan(75)
    expect(observed.phases.processingMs).toBeLessThanOrEqual(durationMs)
    expect(observed.http).toMatchObject({ status: 201 })
  })

  test.each<[string, Parameters<typeof serveSessions>[0], string, string, string | null, number]>([
    [
      'refuses the first',
      { login: { status: 401 } },
      'down',
      'AUTH_001',
      'step "log in": status: found 401, expected 200–299',
      1,
    ],
    [
      'fails in the middle',
      { users: { status: 503 } },
      'down',
      'http_503',
      'step "ask": status: found 503, expected 200–299',
      2,
    ],
    [
      'fails at the end',
      { logout: { status: 500 } },
      'down',
      'http_500',
      'step "log out": status: found 500, expected 200–299',
      3,
    ],
    [
      'gives no value',
      { login: { body: '{"token":""}' } },
      'down',
      'unexpected_answer',
      'step "log in": token to take: found nothing, expected a value',
      1,
    ],
    [
      'gives no JSON',
      { login: { body: 'hello' } },
      'down',
      'unexpected_answer',
      'step "log in": token to take: found nothing, expected a value',
      1,
    ],
    [
      'gives a value that no header carries',
      { login: { body: '{"token":"a\\r\\nX-Admin: 1","user":{"id":1}}' } },
      'down',
      'unexpected_answer',
      'step "ask": a value taken before cannot stand in its bearer token',
      1,
    ],
    [
      'gives a value that leads elsewhere',
      { login: { body: '{"token":"a","user":{"id":".."}}' } },
      'down',
      'unexpected_answer',
      'step "ask": a value taken before cannot stand in its URL',
      1,
    ],
    [
      'names what is wrong',
      { users: { body: '{"error":"SYNC_002"}' } },
      'degraded',
      'SYNC_002',
      'step "ask": answered with SYNC_002',
      2,
    ],
    ['sends us away', { users: { status: 429 } }, 'unknown', 'RATE_001', 'step "ask": status: found 429', 2],
  ])('a service that %s ends it there', async (_what, otherwise, outcome, reasonCode, detail, count) => {
    const { asked, port } = await serveSessions(otherwise)
    expect(await ask(steps(port))).toMatchObject({ outcome, reasonCode, detail })
    expect(asked).toHaveLength(count)
  })

  test.each<[string, Record<string, Partial<SequenceStep>>, string, string | null]>([
    [
      'met',
      { ask: { expect: [{ fact: 'json', pointer: '/status', is: { op: '==', value: 'ok' }, otherwise: 'down' }] } },
      'up',
      null,
    ],
    [
      'missed',
      { ask: { expect: [{ fact: 'body', is: { op: 'contains', text: 'fine' }, otherwise: 'degraded' }] } },
      'degraded',
      'step "ask": body: found "{\\"status\\":\\"ok\\"}", expected a text with "fine"',
    ],
  ])('a step’s own expectation that is %s counts', async (_what, changes, outcome, detail) => {
    const { port } = await serveSessions()
    expect(await ask(steps(port, changes))).toMatchObject({ outcome, detail })
  })

  const gone = [{ fact: 'status', ranges: [{ from: 410, to: 410 }], otherwise: 'down' }] as const
  test.each<[string, Record<string, Partial<SequenceStep>>, Partial<SequenceCheck>, string]>([
    ['the last step', { logout: { expect: gone } }, {}, 'up'],
    ['the check', {}, { expect: gone }, 'up'],
    ['both', { logout: { expect: gone } }, { expect: gone }, 'up'],
    ['neither', {}, {}, 'down'],
    ['another step', { ask: { expect: gone } }, {}, 'down'],
  ])('a status of 410 at the end is right when expected by %s', async (_who, changes, check, outcome) => {
    const { port } = await serveSessions({ logout: { status: 410 } })
    expect(await ask(steps(port, changes), check)).toMatchObject({ outcome })
  })

  test('the last answer is judged by the check, with the latency of the whole', async () => {
    const { port } = await serveSessions({ login: { afterMs: 60 } })
    const within = [{ fact: 'latency', underMs: 50, otherwise: 'degraded' }] as const
    expect(await ask(steps(port), { expect: within })).toMatchObject({ outcome: 'degraded', reasonCode: 'slow' })
    expect(await ask(steps(port, { logout: { expect: within } }))).toMatchObject({ outcome: 'up' })
  })

  test('one deadline is over all', async () => {
    const { asked, port } = await serveSessions({
      login: { afterMs: 120 },
      users: { afterMs: 120 },
      logout: { afterMs: 120 },
    })
    const result = await ask(steps(port), { timeoutMs: 300 })
    expect(result).toMatchObject({ outcome: 'down', reasonCode: 'timeout' })
    expect(result.detail).toMatch(/^step "log out": /)
    expect(result.durationMs).toBeLessThan(550)
    expect(asked).toHaveLength(3)
  })

  test('a closed port is a result of its step', async () => {
    const result = await ask(steps(await closedPort()))
    expect(result).toMatchObject({ outcome: 'down', reasonCode: 'connection_refused' })
    expect(result.detail).toMatch(/^step "log in": /)
  })

  test('no detail shows a password or a value taken, not even of the answer that gave it', async () => {
    const { port } = await serveSessions({ users: { body: JSON.stringify({ echo: [TOKEN, PASSWORD] }) } })
    const wants = (name: string) =>
      ({ [name]: { expect: [{ fact: 'body', is: { op: 'contains', text: 'no' }, otherwise: 'down' }] } }) as const
    for (const name of ['login', 'ask']) {
      const result = await ask(steps(port, wants(name)), {}, { withFindings: true })
      expect(result.outcome).toBe('down')
      const told = JSON.stringify(result)
      for (const secret of [PASSWORD, TOKEN, 'tok_5f3a']) expect(told).not.toContain(secret)
    }
  })

  test('tells every assertion with its step, for who asks by hand', async () => {
    const { port } = await serveSessions()
    const expectations = [{ fact: 'body', is: { op: 'contains', text: 'ok' }, otherwise: 'down' }] as const
    const { findings } = await ask(steps(port), { expect: expectations }, { withFindings: true })
    expect(findings.map(({ asked, held }) => `${asked} ${held}`)).toEqual([
      'log in: status true',
      'ask: status true',
      'log out: status true',
      'status true',
      'body true',
    ])
  })

  test('a value that no step takes is our own fault', async () => {
    const { port } = await serveSessions()
    await expect(ask([stepOf('ask', `http://127.0.0.1:${port}/{{never}}`)])).rejects.toThrow(RangeError)
  })
})
