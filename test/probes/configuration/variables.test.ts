import { describe, expect, test } from 'vitest'
import { expandVariables } from '../../../probes/configuration/variables.ts'

const NAME = `\${NAME}`

describe('expandVariables', () => {
  test.each<[string, Record<string, string>, string]>([
    ['plain', {}, 'plain'],
    [`\${NAME}`, { NAME: 'a' }, 'a'],
    [`\${NAME:-b}`, { NAME: 'a' }, 'a'],
    [`\${NAME:-b}`, {}, 'b'],
    [`\${NAME:-b}`, { NAME: '' }, 'b'],
    [`\${NAME:-}`, {}, ''],
    [`<\${NAME}>`, { NAME: ' a\nb \r\n' }, '< a\nb >'],
    [`\${NAME:-b}`, { NAME: '\n' }, 'b'],
    [`\${NAME:-https://b.example}/c`, {}, 'https://b.example/c'],
    [`\${ONE}-\${TWO}`, { ONE: '1', TWO: '2' }, '1-2'],
    [`\${NAME}`, { NAME: `\${OTHER}` }, `\${OTHER}`],
    ['$NAME and $ {NAME}', { NAME: 'a' }, '$NAME and $ {NAME}'],
  ])('%j with %j is %j', (text, environment, expected) =>
    expect(expandVariables(text, environment)).toMatchObject({ value: expected, faults: [] }),
  )

  test('texts are expanded however deep, and nothing else is touched', () => {
    const document = { a: [{ b: NAME }, 1, true, null], [NAME]: 2 }
    expect(expandVariables(document, { NAME: 'x' }).value).toEqual({ a: [{ b: 'x' }, 1, true, null], [NAME]: 2 })
  })

  test('each missing variable is a fault of its place', () =>
    expect(expandVariables({ a: [`\${ONE} \${TWO}`], b: NAME }, { NAME: '' }).faults).toEqual([
      { path: 'a[0]', expected: 'the environment variable ONE to be set', got: 'nothing' },
      { path: 'a[0]', expected: 'the environment variable TWO to be set', got: 'nothing' },
      { path: 'b', expected: 'the environment variable NAME to be set', got: 'nothing' },
    ]))

  test.each([
    ['A_KEY', true],
    ['A_TOKEN', true],
    ['A_SECRET', true],
    ['A_PASSWORD', true],
    ['KEY', false],
    ['A_KEY_NAME', false],
    ['A_URL', false],
  ])('what came from %s is a secret: %s', (name, secret) => {
    const { secretPaths, secrets } = expandVariables({ a: [`with \${${name}}`] }, { [name]: 'x' })
    expect(secretPaths.has('a[0]')).toBe(secret)
    expect(secrets.map((one) => one.reveal())).toEqual(secret ? ['x'] : [])
  })
})
