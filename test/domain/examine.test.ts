import { describe, expect, test } from 'vitest'
import { BARE_ANSWER } from '#domain/answer.ts'
import type { Assertion } from '#domain/assertion.ts'
import { examine, type Measured } from '#domain/examine.ts'
import { parseJson } from '#domain/json-pointer.ts'
import { CERTIFICATE } from '../certificates.ts'

const AT = Date.parse('2026-01-22T11:00:00Z')

function measured(body: string, changes: Partial<Measured> = {}): Measured {
  return { ...BARE_ANSWER, status: 200, headers: {}, body, json: parseJson(body), durationMs: 84, at: AT, ...changes }
}

type Wanted = Assertion extends infer A ? (A extends Assertion ? Omit<A, 'otherwise'> : never) : never

/** What a failure says, in a line; `null` when the assertion holds. */
function said(wanted: Wanted, found: Measured): string | null {
  const { held, reasonCode, asked, ...texts } = examine({ ...wanted, otherwise: 'down' } as Assertion, found)
  return held ? null : `${reasonCode}: ${asked}: found ${texts.found}, expected ${texts.expected}`
}

describe('examine', () => {
  const ok = { from: 200, to: 299 }
  test.each<[Wanted, number, string | null]>([
    [{ fact: 'status', ranges: [ok] }, 200, null],
    [{ fact: 'status', ranges: [ok] }, 299, null],
    [{ fact: 'status', ranges: [ok, { from: 404, to: 404 }] }, 404, null],
    [{ fact: 'status', ranges: [ok] }, 300, 'http_status: status: found 300, expected 200–299'],
    [{ fact: 'status', ranges: [ok] }, 401, 'AUTH_001: status: found 401, expected 200–299'],
    [{ fact: 'status', ranges: [{ from: 204, to: 204 }] }, 500, 'http_500: status: found 500, expected 204'],
  ])('%j of %d is %s', (wanted, status, expected) => expect(said(wanted, measured('', { status }))).toBe(expected))

  test.each<[number, string | null]>([
    [999, null],
    [1000, 'slow: latency: found 1000 ms, expected under 1000 ms'],
  ])('a latency under 1000 ms of %d ms is %s', (durationMs, expected) =>
    expect(said({ fact: 'latency', underMs: 1000 }, measured('', { durationMs }))).toBe(expected),
  )

  test.each<[Wanted, string, string | null]>([
    [{ fact: 'body', is: { op: 'contains', text: 'data-app' } }, '<main data-app="x">', null],
    [
      { fact: 'body', is: { op: 'contains', text: 'data-app' } },
      'It works!',
      'unexpected_answer: body: found "It works!", expected a text with "data-app"',
    ],
    [{ fact: 'json', pointer: '/status', is: { op: '==', value: 'ok' } }, '{"status":"ok"}', null],
    [
      { fact: 'json', pointer: '/status', is: { op: '==', value: 'ok' } },
      '{"status":"bad"}',
      'unexpected_answer: json /status: found "bad", expected "ok"',
    ],
    [
      { fact: 'json', pointer: '/n', is: { op: '==', value: 1 } },
      '{"n":"1"}',
      'unexpected_answer: json /n: found "1", expected 1',
    ],
    [{ fact: 'json', pointer: '/n', is: { op: '==', value: null } }, '{"n":null}', null],
    [
      { fact: 'json', pointer: '/n', is: { op: '==', value: null } },
      '{}',
      'unexpected_answer: json /n: found nothing, expected null',
    ],
    [
      { fact: 'json', pointer: '/n', is: { op: '==', value: 'x' } },
      '{"n":{}}',
      'unexpected_answer: json /n: found an object, expected "x"',
    ],
    [
      { fact: 'json', pointer: '/n', is: { op: '==', value: 'ok' } },
      'ok',
      'unexpected_answer: json /n: found not JSON: "ok", expected JSON',
    ],
    [{ fact: 'json', pointer: '/a', is: { op: 'exists', value: true } }, '{"a":["x"]}', null],
    [{ fact: 'json', pointer: '/a', is: { op: 'exists', value: true } }, '{"a":false}', null],
    [{ fact: 'json', pointer: '/a', is: { op: 'exists', value: true } }, '{"a":0}', null],
    [
      { fact: 'json', pointer: '/a', is: { op: 'exists', value: true } },
      '{"a":[]}',
      'unexpected_answer: json /a: found an array of 0, expected a value',
    ],
    [
      { fact: 'json', pointer: '/a', is: { op: 'exists', value: true } },
      '{"a":""}',
      'unexpected_answer: json /a: found "", expected a value',
    ],
    [
      { fact: 'json', pointer: '/a', is: { op: 'exists', value: true } },
      '{"a":null}',
      'unexpected_answer: json /a: found null, expected a value',
    ],
    [{ fact: 'age', pointer: '/at', underMs: 3_600_000 }, '{"at":"2026-01-22T10:00:00Z"}', null],
    [{ fact: 'age', pointer: '/at', underMs: 3_600_000 }, '{"at":"2026-01-22T12:00:00Z"}', null],
    [
      { fact: 'age', pointer: '/at', underMs: 3_600_000 },
      '{"at":"2026-01-22T04:59:59-05:00"}',
      'stale_data: age /at: found "2026-01-22T04:59:59-05:00", 3601000 ms old, expected at most 3600000 ms old',
    ],
    [
      { fact: 'age', pointer: '/at', underMs: 1 },
      '{"at":"yesterday"}',
      'unexpected_answer: age /at: found "yesterday", expected an instant as RFC 3339 writes it',
    ],
    [
      { fact: 'age', pointer: '/at', underMs: 1 },
      '{"at":1769079600}',
      'unexpected_answer: age /at: found 1769079600, expected an instant as RFC 3339 writes it',
    ],
    [{ fact: 'ratio', pointers: ['/used', '/limit'], under: 0.9 }, '{"used":899,"limit":1000}', null],
    [
      { fact: 'ratio', pointers: ['/used', '/limit'], under: 0.9 },
      '{"used":956,"limit":1000}',
      'quota_low: ratio /used to /limit: found 956 of 1000, expected under 0.9',
    ],
    [
      { fact: 'ratio', pointers: ['/used', '/limit'], under: 0.9 },
      '{"used":0,"limit":0}',
      'unexpected_answer: ratio /used to /limit: found 0 of 0, expected two numbers, the second not 0',
    ],
    [
      { fact: 'ratio', pointers: ['/used', '/limit'], under: 0.9 },
      '{"used":1}',
      'unexpected_answer: ratio /used to /limit: found 1 of nothing, expected two numbers, the second not 0',
    ],
  ])('%j of %s is %s', (wanted, body, expected) => expect(said(wanted, measured(body))).toBe(expected))

  const fields = { 'content-type': 'text/html', 'x-empty': '' }
  test.each<[Wanted, string | null]>([
    [{ fact: 'header', name: 'Content-Type', is: { op: 'contains', text: 'html' } }, null],
    [{ fact: 'header', name: 'x-none', is: { op: 'exists', value: false } }, null],
    [{ fact: 'header', name: 'toString', is: { op: 'exists', value: false } }, null],
    [
      { fact: 'header', name: 'content-type', is: { op: '==', value: 'text/plain' } },
      'unexpected_answer: header content-type: found "text/html", expected "text/plain"',
    ],
    [
      { fact: 'header', name: 'x-none', is: { op: 'matches', pattern: 'a' } },
      'unexpected_answer: header x-none: found nothing, expected a text that matches a',
    ],
    [
      { fact: 'header', name: 'x-empty', is: { op: 'exists', value: true } },
      'unexpected_answer: header x-empty: found "", expected a value',
    ],
  ])('%j of two header fields is %s', (wanted, expected) =>
    expect(said(wanted, measured('', { headers: fields }))).toBe(expected),
  )

  const DAY_MS = 86_400_000
  test.each<[number, string | null]>([
    [14 * DAY_MS + 1, null],
    [14 * DAY_MS, 'certificate_expiring: certificate: found 14 days left, expected more than 14 days'],
    [14 * DAY_MS - 1, 'certificate_expiring: certificate: found 13.9 days left, expected more than 14 days'],
    [-DAY_MS, 'certificate_expiring: certificate: found -1 days left, expected more than 14 days'],
  ])('more than 14 certificate days of %d ms is %s', (leftMs, expected) => {
    const certificate = { ...CERTIFICATE, earliestExpiry: AT + leftMs }
    expect(said({ fact: 'certificate', overDays: 14 }, measured('', { certificate }))).toBe(expected)
  })

  test.each<[string[], string[], string | null]>([
    [['192.0.2.1'], ['192.0.2.2', '192.0.2.1'], null],
    [['Example.COM'], ['example.com.'], null],
    [['10 mail.example.com'], ['10 mail.example.com.'], null],
    [[], ['192.0.2.1'], null],
    [['"v=SPF1"'], ['"v=spf1"'], 'unexpected_answer: records: found "v=spf1", expected "v=SPF1"'],
    [['::1', '::2'], ['::1'], 'unexpected_answer: records: found ::1, expected ::1, ::2'],
    [[], [], 'dns_no_records: records: found none, expected at least one'],
  ])('the records %j among %j are %s', (include, records, expected) =>
    expect(said({ fact: 'records', include }, measured('', { records }))).toBe(expected),
  )

  test.each<[string, string, string | null]>([
    ['NOERROR', 'NOERROR', null],
    ['NXDOMAIN', 'NXDOMAIN', null],
    ['NOERROR', 'NXDOMAIN', 'dns_nxdomain: rcode: found NXDOMAIN, expected NOERROR'],
    ['NOERROR', 'SERVFAIL', 'dns_servfail: rcode: found SERVFAIL, expected NOERROR'],
  ])('the rcode %s of %s is %s', (is, rcode, expected) =>
    expect(said({ fact: 'rcode', is }, measured('', { rcode }))).toBe(expected),
  )

  const down = { ...BARE_ANSWER, json: null, durationMs: 1, at: AT }
  test.each<Wanted>([
    { fact: 'status', ranges: [ok] },
    { fact: 'header', name: 'a', is: { op: '==', value: 'b' } },
    { fact: 'body', is: { op: 'contains', text: '' } },
    { fact: 'json', pointer: '/a', is: { op: '!=', value: 1 } },
    { fact: 'age', pointer: '/a', underMs: 1 },
    { fact: 'ratio', pointers: ['/a', '/b'], under: 1 },
    { fact: 'certificate', overDays: 0 },
    { fact: 'records', include: [] },
    { fact: 'rcode', is: 'NOERROR' },
  ])('%j does not hold of an answer without that fact', (wanted) => expect(said(wanted, down)).toContain('found no'))

  test('a text is written when it is read, and not before', () => {
    let reads = 0
    const json = {
      get value() {
        reads += 1
        return { a: 1 }
      },
    }
    const { held } = examine(
      { fact: 'json', pointer: '/a', is: { op: '==', value: 1 }, otherwise: 'down' },
      measured('', { json }),
    )
    expect([held, reads]).toEqual([true, 1])
  })
})
