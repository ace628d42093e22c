import { describe, expect, test } from 'vitest'
import type { Assertion } from '#domain/assertion.ts'
import { WORDS } from '../../../probes/configuration/expectation-schema.ts'
import { readConfiguration } from '../../../probes/configuration/read.ts'
import { CHECKS, faultsOf, withCheck } from './texts.ts'

type Fact = Assertion extends infer A ? (A extends Assertion ? Omit<A, 'otherwise'> : never) : never

function read(text: string): readonly Assertion[] {
  const { components } = readConfiguration(text, {}, 'status.yaml')
  return components[0]?.checks[0]?.expect ?? []
}

describe('an expectation', () => {
  test.each<[string, Fact]>([
    ['status: 204', { fact: 'status', ranges: [{ from: 204, to: 204 }] }],
    ['status: 2xx', { fact: 'status', ranges: [{ from: 200, to: 299 }] }],
    [
      'status: [200-204, 404]',
      {
        fact: 'status',
        ranges: [
          { from: 200, to: 204 },
          { from: 404, to: 404 },
        ],
      },
    ],
    ['latency: 1.5s', { fact: 'latency', underMs: 1_500 }],
    ['header: Server, contains: nginx', { fact: 'header', name: 'server', is: { op: 'contains', text: 'nginx' } }],
    ['header: a, matches: "^b$"', { fact: 'header', name: 'a', is: { op: 'matches', pattern: '^b$' } }],
    ['header: content-length, "==": 0', { fact: 'header', name: 'content-length', is: { op: '==', value: '0' } }],
    ['header: a, "!=": b', { fact: 'header', name: 'a', is: { op: '!=', value: 'b' } }],
    ['header: a, exists: false', { fact: 'header', name: 'a', is: { op: 'exists', value: false } }],
    ['contains: data-app', { fact: 'body', is: { op: 'contains', text: 'data-app' } }],
    ['matches: "(?i)welcome"', { fact: 'body', is: { op: 'matches', pattern: '(?i)welcome' } }],
    ['json: /a, "==": ok', { fact: 'json', pointer: '/a', is: { op: '==', value: 'ok' } }],
    ['json: /a, "==": null', { fact: 'json', pointer: '/a', is: { op: '==', value: null } }],
    ['json: /a, "!=": false', { fact: 'json', pointer: '/a', is: { op: '!=', value: false } }],
    ['json: /a, "<": 5', { fact: 'json', pointer: '/a', is: { op: '<', value: 5 } }],
    ['json: /a, "<=": 5', { fact: 'json', pointer: '/a', is: { op: '<=', value: 5 } }],
    ['json: /a, ">": -0.5', { fact: 'json', pointer: '/a', is: { op: '>', value: -0.5 } }],
    ['json: /a, ">=": 0', { fact: 'json', pointer: '/a', is: { op: '>=', value: 0 } }],
    ['json: /a, in: [ok, 1, null]', { fact: 'json', pointer: '/a', is: { op: 'in', values: ['ok', 1, null] } }],
    ['json: /a, matches: "^v"', { fact: 'json', pointer: '/a', is: { op: 'matches', pattern: '^v' } }],
    ['json: /a, contains: read', { fact: 'json', pointer: '/a', is: { op: 'contains', text: 'read' } }],
    ['json: /a, exists: true', { fact: 'json', pointer: '/a', is: { op: 'exists', value: true } }],
    ['json: /a, length: 3', { fact: 'json', pointer: '/a', is: { op: 'length', at: '==', value: 3 } }],
    ['json: /a, length: ">= 1"', { fact: 'json', pointer: '/a', is: { op: 'length', at: '>=', value: 1 } }],
    ['age: /at, under: 1h', { fact: 'age', pointer: '/at', underMs: 3_600_000 }],
    ['ratio: [/used, /limit], under: 0.9', { fact: 'ratio', pointers: ['/used', '/limit'], under: 0.9 }],
    ['certificateDays: 14', { fact: 'certificate', overDays: 14 }],
  ])('{ %s } is %j', (written, fact) => {
    expect(read(withCheck(`expect: [{ ${written} }]`))).toEqual([{ ...fact, otherwise: 'down' }])
    expect(read(withCheck(`expect: [{ ${written}, else: degraded }]`))).toEqual([{ ...fact, otherwise: 'degraded' }])
  })

  test.each<[string, Fact]>([
    ['records: 192.0.2.1', { fact: 'records', include: ['192.0.2.1'] }],
    ['records: [10 a.example, 20 b.example]', { fact: 'records', include: ['10 a.example', '20 b.example'] }],
    ['rcode: NXDOMAIN', { fact: 'rcode', is: 'NXDOMAIN' }],
  ])('of the DNS, { %s } is %j', (written, fact) =>
    expect(read(CHECKS.dns.replace(/\}$/, `, expect: [{ ${written} }] }`))).toEqual([{ ...fact, otherwise: 'down' }]),
  )

  test.each([
    [
      'json: /a',
      ': expected one comparison beside json: ==, !=, <, <=, >, >=, in, matches, contains, exists, length, got {"json":"/a"}',
    ],
    [
      'json: /a, ">": 1, "<": 5',
      ': expected one comparison beside json: ==, !=, <, <=, >, >=, in, matches, contains, exists, length, got {"json":"/a",">":1,"<":5}',
    ],
    ['json: a, exists: true', '.json: expected a JSON Pointer such as /status, got "a"'],
    ['json: /a, ">": many', '.>: expected a number, got "many"'],
    ['json: /a, "==": [1]', '.==: expected a text, a number, true, false or null, got [1]'],
    ['json: /a, in: []', '.in: expected at least 1 entry, got []'],
    ['json: /a, length: some', '.length: expected a length such as 3 or ">= 1", got "some"'],
    ['header: a', ': expected one comparison beside header: ==, !=, matches, contains, exists, got {"header":"a"}'],
    ['header: a b, exists: true', '.header: expected a header name, got "a b"'],
    ['contains: 5', '.contains: expected a text, got 5'],
    ['contains: ""', '.contains: expected at least 1 character, got ""'],
    [
      'matches: "("',
      '.matches: expected a regular expression of RE2 (error parsing regexp: missing closing ): `(`), got "("',
    ],
    [
      'header: a, matches: "(?=b)"',
      '.matches: expected a regular expression of RE2 (error parsing regexp: invalid or unsupported Perl syntax: `(?=`), got "(?=b)"',
    ],
    ['age: /a', '.under: expected a duration such as 500ms, 30s, 5m, 2h or 7d, got nothing'],
    ['ratio: [/a], under: 1', '.ratio: expected at least 2 entries, got ["/a"]'],
    ['certificateDays: two weeks', '.certificateDays: expected a number, got "two weeks"'],
    ['latency: 1s, else: up', '.else: expected one of "degraded", "down", got "up"'],
  ])('{ %s } is a fault: %s', (written, fault) =>
    expect(faultsOf(withCheck(`expect: [{ ${written} }]`))).toEqual([`components[0].checks[0].expect[0]${fault}`]),
  )

  const EXAMPLES = {
    status: 'status: 200',
    latency: 'latency: 1s',
    header: 'header: a, exists: true',
    contains: 'contains: a',
    matches: 'matches: a',
    json: 'json: /a, exists: true',
    age: 'age: /a, under: 1h',
    ratio: 'ratio: [/a, /b], under: 1',
    certificateDays: 'certificateDays: 1',
    records: 'records: a',
    rcode: 'rcode: NOERROR',
  }
  const pairs = Object.entries(CHECKS).flatMap(([kind, text]) =>
    Object.entries(EXAMPLES).map(([word, written]) => ({ kind: kind as keyof typeof WORDS, text, word, written })),
  )
  test.each(pairs)('of $kind, { $written } is taken if $kind has the fact', ({ kind, text, word, written }) => {
    const words: readonly string[] = WORDS[kind]
    const faults = faultsOf(text.replace(/\}$/, `, expect: [{ ${written} }] }`))
    if (words.includes(word)) expect(faults).toEqual([])
    else expect(faults.join()).toMatch(new RegExp(`^components\\[0\\].checks\\[0\\].expect\\[0\\].*${words.at(-1)}`))
  })
})
