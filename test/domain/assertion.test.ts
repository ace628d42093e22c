import { describe, expect, test } from 'vitest'
import { instantOf, type Measured, miss } from '#domain/assertion.ts'
import type { Assertion } from '#domain/check.ts'
import { parseJson } from '#domain/json-pointer.ts'

const AT = Date.parse('2026-01-22T11:00:00Z')

function measured(body: string, changes: Partial<Measured> = {}): Measured {
  return { status: 200, body, json: parseJson(body), durationMs: 84, at: AT, ...changes }
}

type Wanted = Assertion extends infer A ? (A extends Assertion ? Omit<A, 'otherwise'> : never) : never

/** What a miss says, in a line; `null` when the assertion holds. */
function said(wanted: Wanted, found: Measured): string | null {
  const missed = miss({ ...wanted, otherwise: 'down' } as Assertion, found)
  return missed && `${missed.reasonCode}: ${missed.asked}: found ${missed.found}, expected ${missed.expected}`
}

describe('miss', () => {
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
    [{ fact: 'body', contains: 'data-app' }, '<main data-app="x">', null],
    [
      { fact: 'body', contains: 'data-app' },
      'It works!',
      'unexpected_answer: body: found "It works!", expected a text with "data-app"',
    ],
    [{ fact: 'json', pointer: '/status', equals: 'ok' }, '{"status":"ok"}', null],
    [
      { fact: 'json', pointer: '/status', equals: 'ok' },
      '{"status":"bad"}',
      'unexpected_answer: json /status: found "bad", expected "ok"',
    ],
    [{ fact: 'json', pointer: '/n', equals: 1 }, '{"n":"1"}', 'unexpected_answer: json /n: found "1", expected 1'],
    [{ fact: 'json', pointer: '/n', equals: null }, '{"n":null}', null],
    [{ fact: 'json', pointer: '/n', equals: null }, '{}', 'unexpected_answer: json /n: found nothing, expected null'],
    [
      { fact: 'json', pointer: '/n', equals: 'x' },
      '{"n":{}}',
      'unexpected_answer: json /n: found an object, expected "x"',
    ],
    [
      { fact: 'json', pointer: '/n', equals: 'ok' },
      'ok',
      'unexpected_answer: json /n: found not JSON: "ok", expected JSON',
    ],
    [{ fact: 'json', pointer: '/a', exists: true }, '{"a":["x"]}', null],
    [{ fact: 'json', pointer: '/a', exists: true }, '{"a":false}', null],
    [{ fact: 'json', pointer: '/a', exists: true }, '{"a":0}', null],
    [
      { fact: 'json', pointer: '/a', exists: true },
      '{"a":[]}',
      'unexpected_answer: json /a: found an array of 0, expected a value',
    ],
    [
      { fact: 'json', pointer: '/a', exists: true },
      '{"a":""}',
      'unexpected_answer: json /a: found "", expected a value',
    ],
    [
      { fact: 'json', pointer: '/a', exists: true },
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
})

describe('instantOf', () => {
  test.each<[unknown, number | null]>([
    ['2026-01-22T11:00:00Z', AT],
    ['2026-01-22T11:00:00.250Z', AT + 250],
    ['2026-01-22t06:00:00-05:00', AT],
    ['2026-01-22T11:00:00', null],
    ['2026-01-22', null],
    ['2026-13-22T11:00:00Z', null],
    [`2026-01-22T11:00:00.${'0'.repeat(100_000)}Z`, null],
    [AT, null],
    [undefined, null],
  ])('%j is %j', (value, expected) => expect(instantOf(value)).toBe(expected))
})
