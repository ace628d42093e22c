import { describe, expect, test } from 'vitest'
import { UNOBSERVED } from '#domain/observed.ts'
import type { Outcome } from '#domain/result.ts'
import { type Asked, describeAsked, exitCodeOf, tabulate, toDocument } from '../../../api/cli/check-report.ts'
import { CERTIFICATE } from '../../certificates.ts'
import { checkOf, resultOf } from '../../facts.ts'
import { heartbeatCheck } from '../../probes/checks.ts'

const AT = Date.parse('2026-01-22T10:30:00Z')
const errorCodes = { SYNC_001: { outcome: 'down', text: 'Salesforce connection failed' } } as const
const plain = { errorCodes, colour: false }

const phases = { resolveMs: 1.24, connectMs: 10, tlsMs: 22.06, processingMs: 40, transferMs: null }
const tls = { version: 'TLSv1.3', cipher: 'TLS_AES_256_GCM_SHA384', certificate: CERTIFICATE }
const failing: Asked = {
  check: checkOf('api-health'),
  result: resultOf('api-health', AT, {
    outcome: 'down',
    reasonCode: 'unexpected_answer',
    detail: 'json /status: found "bad", expected "ok"',
    durationMs: 84,
    observed: { ...UNOBSERVED, phases, family: 4, tls },
    findings: [
      { asked: 'status', found: '200', expected: '200–299', held: true },
      { asked: 'json /status', found: '"bad"', expected: '"ok"', held: false },
    ],
  }),
}
const passive: Asked = { check: heartbeatCheck('0123456789abcdef0123456789abcdef', { id: 'backup' }), result: null }
const of = (outcome: Outcome, changes = {}): Asked => ({
  check: checkOf(outcome),
  result: resultOf(outcome, AT, { outcome, ...changes }),
})

describe('describeAsked', () => {
  test('tells outcome, reason, phases, address, certificate and every assertion', () =>
    expect(describeAsked(failing, plain)).toBe(`api-health is down
  asked        once by http, 2026-01-22T10:30:00.000Z
  reason       It answers, but not as it should (unexpected_answer)
  took         84 ms
  phases       resolve 1.2 ms, connect 10.0 ms, tls 22.1 ms, processing 40.0 ms
  address      IPv4
  encrypted    TLSv1.3, TLS_AES_256_GCM_SHA384
  certificate  CN=api.scopien.com, issued by CN=Example CA, O=Example, 89.5 days left
  ✓ status        found 200, expected 200–299
  ✗ json /status  found "bad", expected "ok"
`))

  test('tells little where little was found', () =>
    expect(
      describeAsked(of('down', { reasonCode: 'timeout', detail: 'No answer within 5000 ms' }), plain),
    ).toBe(`down is down
  asked        once by http, 2026-01-22T10:30:00.000Z
  reason       No answer in time (timeout)
  detail       No answer within 5000 ms
  took         80 ms
`))

  test.each<[Asked, string]>([
    [
      of('unknown', { reasonCode: 'RATE_001', retryAt: AT + 60_000 }),
      'ask again    not before 2026-01-22T10:31:00.000Z',
    ],
    [of('down', { reasonCode: 'SYNC_001' }), 'Salesforce connection failed (SYNC_001)'],
    [passive, 'backup is passive: its job reports by itself, and nothing is asked from here.'],
  ])('%# tells what is particular', (asked, text) => expect(describeAsked(asked, plain)).toContain(text))

  test.each<[Outcome, string]>([
    ['up', '\u001b[32mup\u001b[39m'],
    ['degraded', '\u001b[33mdegraded\u001b[39m'],
    ['down', '\u001b[31mdown\u001b[39m'],
    ['unknown', '\u001b[35munknown\u001b[39m'],
  ])('%s has its colour on a terminal', (outcome, text) =>
    expect(describeAsked(of(outcome), { errorCodes, colour: true })).toContain(text),
  )

  test('nothing that a server says can move the cursor', () => {
    const certificate = { ...CERTIFICATE, subject: 'CN=\u001b[2Jx' }
    const asked = of('up', { observed: { ...UNOBSERVED, tls: { ...tls, certificate } } })
    expect(describeAsked(asked, plain)).not.toContain('\u001b')
  })
})

describe('tabulate', () => {
  test('has a line for each check, and the counts', () =>
    expect(
      tabulate([failing, of('up'), passive], plain),
    ).toBe(`api-health  down          84 ms  It answers, but not as it should (unexpected_answer): json /status: found "bad", expected "ok"
up          up            80 ms
backup      passive           –  reports by itself

1 up, 1 down, 1 passive
`))
})

describe('toDocument', () => {
  test('says all of it to scripts', () =>
    expect(toDocument(failing, errorCodes)).toEqual({
      id: 'api-health',
      kind: 'http',
      component: 'component',
      passive: false,
      outcome: 'down',
      reason: { code: 'unexpected_answer', text: 'It answers, but not as it should' },
      detail: 'json /status: found "bad", expected "ok"',
      durationMs: 84,
      at: '2026-01-22T10:30:00.000Z',
      retryAt: null,
      phases,
      family: 4,
      certificate: {
        subject: 'CN=api.scopien.com',
        issuer: 'CN=Example CA, O=Example',
        expiresAt: '2026-04-22T00:00:00.000Z',
        daysLeft: 89.5,
      },
      findings: failing.result?.findings,
    }))

  test('has the same keys when there is little to say', () => {
    const keys = (asked: Asked) => Object.keys(toDocument(asked, errorCodes))
    expect(keys(of('up'))).toEqual(keys(failing))
  })

  test('says of a heartbeat that it is passive', () =>
    expect(toDocument(passive, {})).toMatchObject({
      id: 'backup',
      kind: 'heartbeat',
      passive: true,
      outcome: 'unknown',
    }))
})

describe('exitCodeOf', () => {
  test.each<[Asked[], number]>([
    [[of('up'), of('up')], 0],
    [[of('up'), of('degraded'), passive], 1],
    [[of('down'), of('degraded')], 2],
    [[of('down'), of('unknown')], 3],
    [[passive], 3],
    [[], 3],
  ])('%# is the worst', (all, code) => expect(exitCodeOf(all)).toBe(code))
})
