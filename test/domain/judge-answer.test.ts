import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Answer, BARE_ANSWER } from '#domain/answer.ts'
import type { Assertion } from '#domain/assertion.ts'
import type { Check, ErrorCodes } from '#domain/check.ts'
import { printable } from '#domain/detail.ts'
import { type Circumstances, findErrorCode, judgeAnswer, judgeNoAnswer } from '#domain/judge-answer.ts'
import { Secret } from '#domain/secret.ts'
import {
  API_KEY,
  dnsCheck,
  heartbeatCheck,
  httpCheck,
  sequenceCheck,
  stepOf,
  tcpCheck,
  tlsCheck,
  webSocketCheck,
} from '../probes/checks.ts'

const AT = Date.parse('2026-01-22T10:30:00Z')
const MINUTE_MS = 60_000
const errorCodes: ErrorCodes = {
  SYNC_001: { outcome: 'down', text: 'Salesforce connection failed' },
  SYNC_002: { outcome: 'degraded', text: 'API limit exceeded' },
  RATE_001: { outcome: 'unknown', text: 'Rate limit exceeded' },
}

function check(expect: readonly Assertion[] = []): Check {
  return httpCheck('https://api.example/v1/health?key=abc123def', { expect })
}

function answer(status: number, body: string, headers: Answer['headers'] = {}): Answer {
  return { ...BARE_ANSWER, status, headers, body }
}

function judged(asked: Check, given: Answer, changes: Partial<Circumstances> = {}) {
  return judgeAnswer(asked, given, { durationMs: 84, at: AT, errorCodes, ...changes })
}

const slow: Assertion = { fact: 'latency', underMs: 1000, otherwise: 'degraded' }
const okay: Assertion = { fact: 'json', pointer: '/status', is: { op: '==', value: 'ok' }, otherwise: 'down' }
const notFound: Assertion = { fact: 'status', ranges: [{ from: 404, to: 404 }], otherwise: 'down' }
const soft: Assertion = { fact: 'status', ranges: [{ from: 200, to: 299 }], otherwise: 'degraded' }

describe('judgeAnswer', () => {
  test.each<[string, Assertion[], Answer, number, string, string | null]>([
    ['nothing asked, 204', [], answer(204, ''), 84, 'up', null],
    ['nothing asked, 302', [], answer(302, ''), 84, 'down', 'http_status'],
    ['nothing asked, 500', [], answer(500, ''), 84, 'down', 'http_500'],
    ['latency asked, 503', [slow], answer(503, ''), 84, 'down', 'http_503'],
    ['404 asked, 404', [notFound], answer(404, ''), 84, 'up', null],
    ['404 asked, 200', [notFound], answer(200, ''), 84, 'down', 'http_status'],
    ['all hold', [okay, slow], answer(200, '{"status":"ok"}'), 84, 'up', null],
    ['late', [okay, slow], answer(200, '{"status":"ok"}'), 1200, 'degraded', 'slow'],
    ['late and wrong: the most severe decides', [slow, okay], answer(200, '{}'), 1200, 'down', 'unexpected_answer'],
    ['late and 401, both degraded: the first decides', [soft, slow], answer(401, ''), 1200, 'degraded', 'AUTH_001'],
    ['500 and wrong: the status explains', [okay], answer(500, 'oops'), 84, 'down', 'http_500'],
    ['not JSON', [okay], answer(200, '<html>'), 84, 'down', 'unexpected_answer'],
    [
      'a code in 200',
      [okay],
      answer(200, '{"status":"ok","lastError":{"code":"SYNC_002"}}'),
      84,
      'degraded',
      'SYNC_002',
    ],
    ['a code beats the status', [], answer(503, '{"error":{"code":"SYNC_001"}}'), 84, 'down', 'SYNC_001'],
    [
      'a code within a longer text is no code',
      [okay],
      answer(200, '{"status":"ok","note":"see SYNC_001"}'),
      84,
      'up',
      null,
    ],
    ['a code as a key is no code', [okay], answer(200, '{"status":"ok","SYNC_001":0}'), 84, 'up', null],
    ['a code outside JSON is no code', [], answer(200, 'SYNC_001'), 84, 'up', null],
    ['a name of Object is no code', [okay], answer(200, '{"status":"ok","a":"constructor"}'), 84, 'up', null],
    ['429 beats all', [okay], answer(429, '{"error":{"code":"SYNC_001"}}'), 84, 'unknown', 'RATE_001'],
  ])('%s', (_name, expectations, given, durationMs, outcome, reasonCode) => {
    expect(judged(check(expectations), given, { durationMs })).toMatchObject({ outcome, reasonCode, retryAt: null })
  })

  test.each<[string, Answer['headers'], string, number | null]>([
    ['seconds', { 'retry-after': '120' }, '', AT + 2 * MINUTE_MS],
    ['an HTTP date', { 'retry-after': 'Thu, 22 Jan 2026 10:45:00 GMT' }, '', AT + 15 * MINUTE_MS],
    ['a date gone by', { 'retry-after': 'Thu, 22 Jan 2026 10:00:00 GMT' }, '', AT],
    ['resetAt', {}, '{"error":{"code":"RATE_001"},"resetAt":"2026-01-22T11:00:00Z"}', AT + 30 * MINUTE_MS],
    ['resetAt within', {}, '{"error":{"resetAt":"2026-01-22T11:00:00Z"}}', AT + 30 * MINUTE_MS],
    ['both: the header', { 'retry-after': '60' }, '{"resetAt":"2026-01-22T11:00:00Z"}', AT + MINUTE_MS],
    ['a bad header and resetAt', { 'retry-after': 'soon' }, '{"resetAt":"2026-01-22T11:00:00Z"}', AT + 30 * MINUTE_MS],
    ['for ever: a day', { 'retry-after': '99999999999999' }, '', AT + 24 * 60 * MINUTE_MS],
    ['a local time', { 'retry-after': 'Thu, 22 Jan 2026 10:45:00' }, '', null],
    ['neither', {}, '{"resetAt":"later"}', null],
  ])('429 with %s says when to return', (_name, headers, body, retryAt) => {
    expect(judged(check(), answer(429, body, headers)).retryAt).toBe(retryAt)
  })

  test('429 says when to return under the configured key', () => {
    const body = '{"rate":{"reset":"2026-01-22T11:00:00Z"},"resetAt":"2026-01-22T10:31:00Z"}'
    expect(judged(check(), answer(429, body), { resetField: 'reset' }).retryAt).toBe(AT + 30 * MINUTE_MS)
  })

  test.each<[string, Answer, string, string | null]>([
    ['the awaited message', answer(101, '{"answer":"42"}'), 'up', null],
    ['another message', answer(101, '{"text":"I don\'t understand"}'), 'down', 'unexpected_answer'],
    ['an error', answer(101, '{"error":{"code":"SYNC_002"}}'), 'degraded', 'SYNC_002'],
    ['a handshake refused', answer(503, 'Service Unavailable'), 'down', 'http_503'],
    ['a plain page instead', answer(200, '{"answer":"42"}'), 'down', 'http_status'],
  ])('of a WebSocket, %s', (_name, given, outcome, reasonCode) => {
    expect(judged(webSocketCheck('wss://api.example/v1/assistant'), given)).toMatchObject({ outcome, reasonCode })
  })

  test('says the assertion, what was found and what was expected', () => {
    expect(judged(check([okay]), answer(200, '{"status":"bad"}')).detail).toBe(
      'json /status: found "bad", expected "ok"',
    )
  })

  test('cuts what was found, and leaves no control character in it', () => {
    const { detail } = judged(
      check([{ fact: 'body', is: { op: 'contains', text: 'x' }, otherwise: 'down' }]),
      answer(200, `\u0000${'🙂'.repeat(999)}`),
    )
    expect(detail?.length).toBeLessThan(300)
    expect(detail).not.toMatch(/\p{Cc}/u)
    expect(detail?.isWellFormed()).toBe(true)
  })

  const secrets = {
    bearer: new Secret(API_KEY),
    headers: { 'x-token': new Secret('Token tok"quoted\\012') },
    url: new Secret('https://user:hunter2x@api.example/v1?key=abc%2F123def'),
  }
  test.each([
    ['the bearer', `you sent Bearer ${API_KEY}`, API_KEY],
    ['a header', 'Token tok"quoted\\012', 'quoted'],
    ['a header’s credential', 'tok"quoted\\012', 'quoted'],
    ['a header as JSON', JSON.stringify({ sent: 'tok"quoted\\012' }), 'quoted'],
    ['the URL', 'https://user:hunter2x@api.example/v1?key=abc%2F123def', 'hunter2x'],
    ['a query value', 'key abc/123def is wrong', '123def'],
    ['a query value as sent', '/v1?key=abc%2F123def', '123def'],
    ['a password', 'user hunter2x', 'hunter2x'],
    ['a secret across the cut', `${'x'.repeat(190)}${API_KEY}`, 'sk_test'],
  ])('never shows %s that a target echoes', (_name, body, secret) => {
    const asked = httpCheck('', {
      ...secrets,
      expect: [{ fact: 'body', is: { op: 'contains', text: 'absent' }, otherwise: 'down' }],
    })
    const { detail } = judged(asked, answer(200, body))
    expect(detail).toContain('***')
    expect(detail).not.toContain(secret)
  })

  test('judges any body at all', () => {
    const asked = check([okay, slow, { fact: 'age', pointer: '/a/b', underMs: 1, otherwise: 'down' }])
    const body = fc.oneof(fc.string({ unit: 'binary' }), fc.json(), fc.constant('['.repeat(200_000)))
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 999 }), body, (status, text) => {
        expect(judged(asked, answer(status, text)).detail?.length ?? 0).toBeLessThan(600)
      }),
      { seed: 20260122 },
    )
  })
})

const EVERY: Assertion[] = [okay, slow, { fact: 'json', pointer: '/v', is: { op: '>', value: 2 }, otherwise: 'down' }]

describe('findings', () => {
  test('are every assertion in turn, held or not, when they are asked for', () => {
    const body = `{"status":"ok","v":1,"key":"${API_KEY}"}`
    expect(judged(check(EVERY), answer(200, body), { withFindings: true }).findings).toEqual([
      { asked: 'status', held: true, found: '200', expected: '200–299' },
      { asked: 'json /status', held: true, found: '"ok"', expected: '"ok"' },
      { asked: 'latency', held: true, found: '84 ms', expected: 'under 1000 ms' },
      { asked: 'json /v', held: false, found: '1', expected: 'a number > 2' },
    ])
  })

  test.each([
    ['of a 429', answer(429, '')],
    ['beside an application code', answer(200, '{"error":"SYNC_001"}')],
  ])('%s are told too', (_name, given) =>
    expect(judged(check(EVERY), given, { withFindings: true }).findings).toHaveLength(4),
  )

  test('are none unless they are asked for', () => expect(judged(check(EVERY), answer(200, '{}')).findings).toEqual([]))

  test('are cut and redacted', () => {
    const asked = check([{ fact: 'body', is: { op: 'contains', text: 'x' }, otherwise: 'down' }])
    const [, { found } = { found: '' }] = judged(asked, answer(200, `${API_KEY}${'y'.repeat(999)}`), {
      withFindings: true,
    }).findings
    expect(found).toMatch(/^"\*\*\*y{196}$/)
  })
})

describe('what goes without saying', () => {
  const dns = { rcode: 'NOERROR', records: ['192.0.2.1'] }
  const nxdomain = { rcode: 'NXDOMAIN', records: [] }
  const absent: Assertion = { fact: 'rcode', is: 'NXDOMAIN', otherwise: 'down' }
  const named: Assertion = { fact: 'records', include: ['192.0.2.2'], otherwise: 'degraded' }
  const greeted = tcpCheck('mail.example', 25, { answer: '220' })
  test.each<[string, Check, Partial<Answer>, string, string | null]>([
    ['a TCP connection that stands', tcpCheck('mail.example', 25), {}, 'up', null],
    ['a TCP answer that was awaited', greeted, { body: '220 ready' }, 'up', null],
    ['another TCP answer', greeted, { body: '421 later' }, 'down', 'unexpected_answer'],
    ['a TLS handshake', tlsCheck('api.example', 443), {}, 'up', null],
    ['a record of the DNS', dnsCheck('api.example', 'A'), dns, 'up', null],
    ['no such name', dnsCheck('api.example', 'A'), nxdomain, 'down', 'dns_nxdomain'],
    ['a name without such records', dnsCheck('api.example', 'A'), { ...dns, records: [] }, 'down', 'dns_no_records'],
    ['no such name, as expected', dnsCheck('api.example', 'A', { expect: [absent] }), nxdomain, 'up', null],
    ['another record', dnsCheck('api.example', 'A', { expect: [named] }), dns, 'degraded', 'unexpected_answer'],
    ['the end of a sequence', sequenceCheck([]), { status: 200, headers: {}, body: '' }, 'up', null],
    ['a sequence that failed', sequenceCheck([]), { status: 500, headers: {}, body: '' }, 'down', 'http_500'],
  ])('%s', (_name, asked, facts, outcome, reasonCode) => {
    expect(judged(asked, { ...BARE_ANSWER, ...facts })).toMatchObject({ outcome, reasonCode })
  })
})

describe('printable', () => {
  const basic = { username: new Secret('monitor'), password: new Secret('pässword-1') }
  const PEM = '-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBg\n-----END PRIVATE KEY-----\n'
  const clientCertificate = { cert: new Secret('-----BEGIN CERTIFICATE-----\nMIIC\n'), key: new Secret(PEM) }
  const login = stepOf('log in', 'https://api.example/login', { body: new Secret('user=probe&password=p%20ssw0rd') })
  const TOKEN = 'abcdef0123456789abcdef'
  test.each<[string, Check, string, string]>([
    [
      'a JSON body',
      httpCheck('', { body: new Secret('{"login":{"password":"hunter22"}}') }),
      'no hunter22',
      'hunter22',
    ],
    ['a form', httpCheck('', { body: new Secret('password=p%20ssw0rd') }), 'no p ssw0rd', 'ssw0rd'],
    ['a basic password', httpCheck('', { basic }), 'no pässword-1', 'ssword'],
    [
      'a basic header',
      httpCheck('', { basic }),
      `Basic ${Buffer.from('monitor:pässword-1').toString('base64')}`,
      'bW9u',
    ],
    ['a client key', httpCheck('', { clientCertificate }), `key ${PEM}`, 'MIIEvQIBADANBg'],
    ['a line of a client key', httpCheck('', { clientCertificate }), 'MIIEvQIBADANBg', 'MIIEvQIBADANBg'],
    ['a step of a sequence', sequenceCheck([login]), 'no p ssw0rd', 'ssw0rd'],
    ['a client key of a sequence', sequenceCheck([], { clientCertificate }), 'MIIEvQIBADANBg', 'MIIEvQIBADANBg'],
    ['what is sent over TCP', tcpCheck('a', 1, { send: new Secret('AUTH hunter22') }), 'AUTH hunter22', 'hunter22'],
    ['the token of a heartbeat', heartbeatCheck(TOKEN), `for ${TOKEN}`, TOKEN],
  ])('shows nothing of %s', (_name, asked, text, secret) => {
    expect(printable(text, asked)).toContain('***')
    expect(printable(text, asked)).not.toContain(secret)
  })

  test.each([
    [
      'a header that says no more than a type',
      { headers: { Accept: new Secret('application/json') } },
      'application/json',
    ],
    [
      'a short user name',
      { basic: { username: new Secret('api'), password: new Secret('hunter22') } },
      'the api is down',
    ],
  ])('shows %s', (_name, changes, text) => expect(printable(text, httpCheck('', changes))).toBe(text))

  test('shows nothing of a value that was taken on the way', () =>
    expect(printable('session s3ss10n is over', sequenceCheck([login]), ['s3ss10n'])).toBe('session *** is over'))

  test('shows no part of a secret, wherever it is cut', () => {
    const asked = tcpCheck('a', 1, { send: new Secret('x'.repeat(2_000)) })
    for (const before of [0, 100, 6_000, 8_000, 9_000]) {
      const text = `${'x'.repeat(2_000).repeat(4)}${'-'.repeat(before)}${'x'.repeat(2_000)}`
      expect(printable(text, asked)).not.toContain('xx')
    }
  })

  test('is soon done with a long text and many secrets', () => {
    const headers = Object.fromEntries([...Array(50).keys()].map((n) => [`x-${n}`, new Secret(`secret value ${n}`)]))
    const from = performance.now()
    printable('secret '.repeat(150_000), httpCheck('', { headers }))
    expect(performance.now() - from).toBeLessThan(100)
  })
})

describe('findErrorCode', () => {
  test.each<[unknown, string | null]>([
    [{ error: { code: 'SYNC_002' } }, 'SYNC_002'],
    [['SYNC_002', 'SYNC_001', 'RATE_001'], 'SYNC_001'],
    [['RATE_001', 'SYNC_002'], 'SYNC_002'],
    ['SYNC_001', 'SYNC_001'],
    [{ code: 'sync_001' }, null],
    [null, null],
  ])('in %j is %s', (json, code) => expect(findErrorCode(json, errorCodes)?.code ?? null).toBe(code))
})

describe('judgeNoAnswer', () => {
  test.each([
    ['timeout', 'down'],
    ['connection_refused', 'down'],
    ['tls_failed', 'down'],
    ['forbidden_address', 'unknown'],
    ['no_network', 'unknown'],
  ] as const)('%s is %s', (reasonCode, outcome) => {
    const detail = `with ${API_KEY}`
    expect(judgeNoAnswer(check(), { reasonCode, detail })).toEqual({
      outcome,
      reasonCode,
      detail: 'with ***',
      retryAt: null,
      findings: [],
    })
  })
})
