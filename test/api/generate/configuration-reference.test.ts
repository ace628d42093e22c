import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { configurationReference } from '../../../api/generate/configuration-reference.ts'
import { type Schema, shapesOf } from '../../../api/generate/schema-shapes.ts'
import { slugOf } from '../../../api/generate/schema-type.ts'
import { jsonSchema } from '../../../probes/configuration/schema.ts'

const shapes = shapesOf(jsonSchema())
const REFERENCE = readFileSync('docs/configuration-reference.md', 'utf8')

describe('docs/configuration-reference.md', () => {
  test('is the one of the schema; `npm run schema` writes it', () =>
    expect(REFERENCE).toBe(configurationReference(jsonSchema())))

  test.each(shapes.map(({ heading, keys }) => [heading, keys] as const))('%s has a meaning for each key', (_, keys) =>
    expect(keys.filter(({ schema }) => !schema.description).map(({ name }) => name)).toEqual([]),
  )

  test('leads from each key to the keys within', () => {
    const slugs = [...REFERENCE.matchAll(/^## (.+)$/gm)].map(([, heading = '']) => slugOf(heading))
    const named = [...REFERENCE.matchAll(/\]\(#(.+?)\)/g)].map(([, slug]) => slug)
    expect(new Set(slugs).size).toBe(slugs.length)
    expect(named.filter((slug) => !slugs.includes(slug ?? ''))).toEqual([])
  })

  test('tells of every key that is in the schema', () => {
    const told = new Set(shapes.flatMap(({ keys }) => keys.map(({ name }) => name)))
    expect([...keysIn(jsonSchema())].filter((name) => !told.has(name)).sort()).toEqual(['dark', 'de', 'en', 'light'])
  })
})

/** The names of all keys anywhere in a schema. */
function keysIn(schema: unknown): Set<string> {
  if (typeof schema !== 'object' || schema === null) return new Set()
  const { properties = {} } = schema as Schema
  const own = typeof properties === 'object' && 'type' in schema ? Object.keys(properties) : []
  return new Set([...own, ...Object.values(schema).flatMap((value) => [...keysIn(value)])])
}

/** A table whose cells are as wide as what is in them. */
const plain = (markdown: string) => markdown.replace(/ +\|/g, ' |')

describe('configurationReference', () => {
  const text = { type: 'string', description: 'A | B' }
  const inner = { type: 'object', properties: { name: text }, required: ['name'] }

  test.each<[string, Schema, string]>([
    ['a text', text, '| `key` | text | – | A \\| B |'],
    ['a number within bounds', { type: 'integer', minimum: 1, maximum: 9 }, '| `key` | integer, 1 to 9 | – | |'],
    ['a default', { title: 'duration', default: '7d' }, '| `key` | duration | `7d` | '],
    ['some words', { enum: ['a', 'b'] }, '| `key` | `a`, `b` | – | '],
    ['one or another', { anyOf: [{ const: false }, text] }, '| `key` | `false` or text | – | '],
    ['a list of objects', { type: 'array', items: inner, maxItems: 3 }, '| `key` | list, at most 3: [key[]](#key) | '],
    ['a map', { type: 'object', additionalProperties: inner }, '| `key` | name → object: [key.*](#key) | '],
  ])('%s is one row', (_, schema, row) =>
    expect(plain(configurationReference({ type: 'object', properties: { key: schema } }))).toContain(row),
  )

  test('a shape that stands at two places is told once', () => {
    const reference = plain(configurationReference({ type: 'object', properties: { one: inner, two: inner } }))
    expect(reference).toContain('| `two` | object: [one](#one) |')
    expect(reference).not.toContain('## two')
  })
})
