import { describe, expect, test } from 'vitest'
import { leaves, parseJson, valueAt } from '#domain/json-pointer.ts'

describe('parseJson', () => {
  test.each([
    ['{"a":1}', { value: { a: 1 } }],
    ['null', { value: null }],
    ['', null],
    ['<!doctype html>', null],
  ])('%j holds %j', (text, expected) => expect(parseJson(text)).toEqual(expected))

  test.each<[string, number, boolean]>([
    ['lists', 1000, true],
    ['lists', 1001, false],
    ['quoted brackets', 5000, true],
  ])('reads %s, %s deep: %s', (what, depth, read) => {
    const nested = `${'['.repeat(depth)}${']'.repeat(depth)}`
    expect(parseJson(what === 'lists' ? nested : JSON.stringify(`"${nested}`)) !== null).toBe(read)
  })
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
    let nested: unknown = 'leaf'
    for (let n = 0; n < 400_000; n++) nested = [nested]
    expect([...leaves(nested)]).toEqual([{ key: '0', value: 'leaf' }])
  })
})
