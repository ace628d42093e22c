import { describe, expect, test } from 'vitest'
import { isMatch, patternFault } from '#domain/pattern.ts'

const MIB = 1024 * 1024

describe('isMatch', () => {
  test.each([
    ['answer', 'the answer is 42', true],
    ['^answer', 'the answer is 42', false],
    ['(?i)ANSWER', 'the answer is 42', true],
    ['(?s)a.c', 'a\nc', true],
    ['', '', true],
  ])('%j in %j: %s', (pattern, text, expected) => expect(isMatch(pattern, text)).toBe(expected))

  test('only the first MiB is looked at', () => {
    expect(isMatch('needle', `${' '.repeat(MIB - 6)}needle`)).toBe(true)
    expect(isMatch('needle', `${' '.repeat(MIB)}needle`)).toBe(false)
  })

  test.each(['(a+)+$', '(a|a)*b', '(.*)(.*)(.*)x$'])(
    '%s, the ruin of other engines, is through a MiB soon',
    (pattern) => {
      const from = performance.now()
      expect(isMatch(pattern, `${'a'.repeat(MIB - 1)}!`)).toBe(false)
      expect(performance.now() - from).toBeLessThan(2_000)
    },
  )

  test('more patterns than are kept are answered all the same', () => {
    for (let n = 0; n < 2_100; n++) expect(isMatch(`^${n}$`, String(n))).toBe(true)
    expect(isMatch('^0$', '0')).toBe(true)
  })
})

describe('patternFault', () => {
  test.each([
    ['^[a-z]+$', null],
    ['(', 'a regular expression of RE2 (error parsing regexp: missing closing ): `(`)'],
    ['(?=a)', 'a regular expression of RE2 (error parsing regexp: invalid or unsupported Perl syntax: `(?=`)'],
    ['a{1000}{1000}', expect.stringContaining('RE2')],
    ['a'.repeat(1001), 'a pattern of at most 1000 characters'],
  ])('of %s is %j', (pattern, fault) => expect(patternFault(pattern)).toEqual(fault))
})
