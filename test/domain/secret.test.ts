import { format, inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { Secret } from '#domain/secret.ts'

describe('Secret', () => {
  const secret = new Secret('hunter2')

  test('gives its value to who asks for it', () => expect(secret.reveal()).toBe('hunter2'))

  test.each<[string, (value: unknown) => string]>([
    ['a template string', (value) => `${value}`],
    ['a sum of texts', (value) => String(value)],
    ['JSON', (value) => JSON.stringify({ value })],
    ['inspect', (value) => inspect({ value }, { showHidden: true, depth: 9 })],
    ['format', (value) => format('%s %o %j', value, value, value)],
    ['its keys and values', (value) => JSON.stringify(Object.entries({ ...(value as object) }))],
  ])('is not shown by %s', (_way, write) => expect(write(secret)).not.toContain('hunter2'))

  test('an error that holds it does not tell', () =>
    expect(inspect(new Error('failed', { cause: secret }))).not.toContain('hunter2'))
})
