import { describe, expect, test } from 'vitest'
import { leaves, parseJson, valueAt } from '#domain/json-pointer.ts'

describe('parseJson', () => {
  test.each([
    ['{"a":1}', { value: { a: 1 } }],
    ['null', { value: null }],
    ['', null],
    ['<!doctype html>', null],
  ])('%j holds %j', (text, expected) => expect(parseJson(text)).toEqual(expected))
})

describe('valueAt', () => {
  // RFC 6901, section 5, and what it leaves out.
  const document = { foo: ['bar', 'baz'], '': 0, 'a/b': 1, 'c%d': 2, 'm~n': 8, nested: { deep: null } }
  test.each([
    ['', document],
    ['/foo', ['bar', 'baz']],
    ['/foo/0', 'bar'],
    ['/', 0],
    ['/a~1b', 1],
    ['/c%d', 2],
    ['/m~0n', 8],
    ['/nested/deep', null],
    ['/foo/2', undefined],
    ['/foo/01', undefined],
    ['/foo/-', undefined],
    ['/foo/length', undefined],
    ['/nested/deep/er', undefined],
    ['/constructor', undefined],
    ['/__proto__', undefined],
    ['foo', undefined],
  ])('%j points to %j', (pointer, expected) => expect(valueAt(document, pointer)).toEqual(expected))
})

describe('leaves', () => {
  test('come in the document’s order with the key they stand under', () => {
    expect([...leaves({ a: ['x', { b: 1 }], c: null })]).toEqual([
      { key: '0', value: 'x' },
      { key: 'b', value: 1 },
      { key: 'c', value: null },
    ])
  })

  test('of 400,000 nested arrays are found', () => {
    const json = parseJson(`${'['.repeat(400_000)}"leaf"${']'.repeat(400_000)}`)
    expect([...leaves(json?.value)]).toEqual([{ key: '0', value: 'leaf' }])
  })
})
