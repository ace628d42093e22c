import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BARE_ANSWER } from '#domain/answer.ts'
import type { Scalar } from '#domain/assertion.ts'
import { Secret } from '#domain/secret.ts'
import { fillHeader, fillJson, fillRequest, fillUrl, takeValues, valueSecrets } from '#domain/template.ts'
import { stepOf } from '../probes/checks.ts'

const of = (values: Record<string, Scalar>) => new Map(Object.entries(values))

describe('fillUrl', () => {
  test.each<[string, Scalar, string | null]>([
    ['https://a.b/u/{{x}}', 42, 'https://a.b/u/42'],
    ['https://a.b/u/{{ x }}?y={{x}}', 'a b', 'https://a.b/u/a%20b?y=a%20b'],
    ['https://a.b/u/{{x}}/z', '../../admin?a=1#b', 'https://a.b/u/..%2F..%2Fadmin%3Fa%3D1%23b/z'],
    ['https://a.b/?q={{x}}', 'é&c=d', 'https://a.b/?q=%C3%A9%26c%3Dd'],
    ['https://a.b/?q={{x}}', '\ud800', 'https://a.b/?q=%EF%BF%BD'],
    ['https://a.b/u/{{x}}/z', '..', null],
    ['https://a.b/u/{{x}}', '.', null],
    ['https://a.b/{{x}}', '..', null],
    ['https://{{x}}.b/', 'evil.com#', null],
    ['https://{{x}}/', 'evil.com', null],
    ['https://a.b:{{x}}/', '81', null],
    ['https://a.b/{{x}}', '{{x}}', 'https://a.b/%7B%7Bx%7D%7D'],
    ['https://a.b/', 'unused', 'https://a.b/'],
  ])('%s with %j is %j', (template, x, expected) => expect(fillUrl(template, of({ x }))).toBe(expected))

  test('no value at all leads elsewhere', () => {
    const shape = (text: string | null) => text && new URL(text).pathname.split('/').length
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (x) => {
        const filled = fillUrl('https://a.b/u/{{x}}/z?q={{x}}', of({ x }))
        expect(filled === null || (new URL(filled).host === 'a.b' && shape(filled) === 4)).toBe(true)
      }),
    )
  })
})

describe('fillHeader', () => {
  test.each<[string, Scalar, string | null]>([
    ['Bearer {{x}}', 'abc.def', 'Bearer abc.def'],
    ['{{x}}, {{x}}', 7, '7, 7'],
    ['{{x}}', '$& $1', '$& $1'],
    ['{{x}}', 'a\r\nX-Admin: 1', null],
    ['{{x}}', 'a\nb', null],
    ['{{x}}', 'a\0b', null],
    ['{{x}}', 'ü\tb', 'ü\tb'],
    ['{{x}}', '😀', null],
  ])('%s with %j is %j', (template, x, expected) => expect(fillHeader(template, of({ x }))).toBe(expected))
})

describe('fillJson', () => {
  test.each<[string, Scalar, string]>([
    ['{"a":"{{x}}"}', 'b', '{"a":"b"}'],
    ['{"a":"{{x}}"}', 'b","admin":true,"c":"', '{"a":"b\\",\\"admin\\":true,\\"c\\":\\""}'],
    ['{"a":"\\"{{x}}"}', '"', '{"a":"\\"\\""}'],
    ['{"a":"n {{x}}"}', 7, '{"a":"n 7"}'],
    ['{"a":{{x}}}', 7, '{"a":7}'],
    ['{"a":{{x}}}', true, '{"a":true}'],
    ['{"a":{{x}}}', '1,"admin":true', '{"a":"1,\\"admin\\":true"}'],
  ])('%s with %j is %s', (template, x, expected) => expect(fillJson(template, of({ x }))).toBe(expected))

  test('any value comes out as it went in, and nothing beside it', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (x) => {
        expect(JSON.parse(fillJson('{"a":"{{x}}","b":{{x}}}', of({ x })))).toEqual({ a: x, b: x })
      }),
    ))
})

describe('fillRequest', () => {
  const values = of({ id: 'a b', token: 'tok"1' })
  const form = { 'Content-Type': new Secret('application/x-www-form-urlencoded; charset=utf-8') }

  test('fills every part by its own rule', () => {
    const headers = { 'X-Token': new Secret('{{token}}') }
    const parts = { headers, bearer: new Secret('{{token}}'), body: new Secret('{"t":"{{token}}"}') }
    const filled = fillRequest(stepOf('ask', 'https://a.b/{{id}}', parts), values)
    const { url, headers: sent, bearer, body } = filled.ok ? filled.request : stepOf('none', '')
    expect([url, sent['X-Token'], bearer, body].map((secret) => secret?.reveal())).toEqual([
      'https://a.b/a%20b',
      'tok"1',
      'tok"1',
      '{"t":"tok\\"1"}',
    ])
  })

  test('a form is escaped as one', () => {
    const filled = fillRequest(stepOf('ask', 'https://a.b/', { headers: form, body: new Secret('t={{id}}') }), values)
    expect(filled.ok && filled.request.body?.reveal()).toBe('t=a%20b')
  })

  test.each<[string, Parameters<typeof stepOf>[2], string]>([
    ['https://{{id}}/', {}, 'its URL'],
    ['https://a.b/', { headers: { Cookie: new Secret('{{line}}') } }, 'its header cookie'],
    ['https://a.b/', { bearer: new Secret('{{line}}') }, 'its bearer token'],
  ])('%s with %j is refused in %s', (url, changes, part) =>
    expect(fillRequest(stepOf('ask', url, changes), of({ id: 'x', line: 'a\r\nb' }))).toEqual({ ok: false, part }),
  )

  test('a value that was never taken is our own fault', () =>
    expect(() => fillRequest(stepOf('ask', 'https://a.b/{{other}}'), values)).toThrow(RangeError))
})

describe('takeValues', () => {
  const body = '{"token":"abc","n":0,"yes":false,"none":null,"empty":"","list":[1],"deep":{"a/b":"c"}}'
  const answer = { ...BARE_ANSWER, status: 200, headers: { location: '/jobs/7' }, body }
  test.each<[{ json: string } | { header: string }, Scalar | undefined]>([
    [{ json: '/token' }, 'abc'],
    [{ json: '/n' }, 0],
    [{ json: '/yes' }, false],
    [{ json: '/deep/a~1b' }, 'c'],
    [{ json: '/list/0' }, 1],
    [{ json: '/none' }, undefined],
    [{ json: '/empty' }, undefined],
    [{ json: '/list' }, undefined],
    [{ json: '/deep' }, undefined],
    [{ json: '/missing' }, undefined],
    [{ header: 'Location' }, '/jobs/7'],
    [{ header: 'constructor' }, undefined],
  ])('by %j it is %j', (from, expected) =>
    expect(takeValues({ take: { x: from } }, answer)).toEqual(new Map([['x', expected]])),
  )

  test.each([null, '', 'not json', JSON.stringify({ token: 'x'.repeat(20_000) })])(
    'of the body %.20j nothing',
    (text) =>
      expect(takeValues({ take: { x: { json: '/token' } } }, { ...answer, body: text }).get('x')).toBeUndefined(),
  )
})

describe('valueSecrets', () => {
  test.each<[Scalar | undefined, string[]]>([
    ['tok"1', ['tok"1', 'tok%221']],
    [123_456, ['123456', '123456']],
    ['abc', []],
    [true, []],
    [undefined, []],
  ])('of %j are %j', (value, expected) => expect(valueSecrets([value])).toEqual(expected))
})
