import { describe, expect, test } from 'vitest'
import { type Api, curlOf, type Operation, type Schema } from '../../site/openapi.ts'
import { defaultOf, fieldsOf, typeOf } from '../../site/schema-text.ts'

const INCIDENT = { $ref: '#/components/schemas/Incident' }

describe('typeOf', () => {
  test.each<[Schema, string]>([
    [{}, 'anything'],
    [{ type: 'string' }, 'string'],
    [{ type: ['string', 'null'] }, 'string or null'],
    [{ type: 'string', format: 'date-time' }, 'date-time'],
    [{ type: 'string', maxLength: 200 }, 'string, 200 characters at most'],
    [{ type: 'integer', minimum: 1, maximum: 100 }, 'integer, 1 to 100'],
    [{ type: 'number', minimum: 0 }, 'number, 0 or more'],
    [{ enum: ['up', 'down'] }, 'up · down'],
    [{ const: 1 }, '1'],
    [INCIDENT, 'Incident'],
    [{ anyOf: [INCIDENT, { type: 'null' }] }, 'Incident or null'],
    [{ type: 'array', items: INCIDENT }, 'list of Incident'],
    [{ type: 'object', additionalProperties: INCIDENT }, 'by name: Incident'],
  ])('%j is told as “%s”', (schema, text) => {
    expect(
      typeOf(schema)
        .map((part) => part.text)
        .join(''),
    ).toBe(text)
  })

  test('a shape is told with where it is', () =>
    expect(typeOf(INCIDENT)).toEqual([{ text: 'Incident', shape: 'Incident' }]))
})

describe('fieldsOf', () => {
  const inner: Schema = { type: 'object', properties: { at: { type: 'string' } }, required: ['at'] }

  test.each<[string, Schema, string[]]>([
    ['an object in place', inner, ['one', 'one.at']],
    ['one that may be null', { anyOf: [inner, { type: 'null' }] }, ['one', 'one.at']],
    ['a list of them', { type: 'array', items: inner }, ['one', 'one[].at']],
    ['a shape with a name', INCIDENT, ['one']],
  ])('%s is told by its fields, unless it has a name', (_, schema, names) => {
    expect(fieldsOf({ properties: { one: schema } }).map(({ name }) => name)).toEqual(names)
  })

  test('says what is required', () => expect(fieldsOf(inner)).toMatchObject([{ name: 'at', required: true }]))
})

describe('defaultOf', () => {
  test.each<[unknown, string | undefined]>([
    [25, '25'],
    [false, 'false'],
    ['investigating', 'investigating'],
    ['', undefined],
    [null, undefined],
    [{}, undefined],
    [undefined, undefined],
  ])('%j is told as %j', (value, text) => expect(defaultOf({ default: value })).toBe(text))
})

describe('curlOf', () => {
  const api = { components: { parameters: {} } } as unknown as Api
  const operation = (changes: Partial<Operation>) =>
    ({ operationId: 'x', tags: [], summary: '', security: [], responses: {}, ...changes }) satisfies Operation
  const bodyOf = (example: object) => ({ requestBody: { content: { 'application/json': { schema: {}, example } } } })
  const bearer = { security: [{ bearer: ['admin'] }] }
  const TOKEN = "-H 'Authorization: Bearer sk_…'"
  const JSON_TEXT = `--json '{\n  "message": "A disk."\n}'`
  const id = { name: 'id', in: 'path', description: '', schema: {}, example: 'api' }

  test.each<[string, string, Partial<Operation>, string[]]>([
    ['GET', '/api/status', {}, ['curl https://x/api/status']],
    ['GET', '/badge/{id}.svg', { parameters: [id] }, ['curl https://x/badge/api.svg']],
    ['GET', '/api/components', { security: [{}, ...bearer.security] }, ['curl https://x/api/components']],
    ['GET', '/api/audit', bearer, ['curl https://x/api/audit', TOKEN]],
    ['POST', '/y', { ...bearer, ...bodyOf({ message: 'A disk.' }) }, ['curl https://x/y', TOKEN, JSON_TEXT]],
    ['POST', '/y', { ...bearer, ...bodyOf({}) }, ['curl -X POST https://x/y', TOKEN]],
    ['PATCH', '/y', { ...bearer, ...bodyOf({ message: 'A disk.' }) }, ['curl -X PATCH https://x/y', TOKEN, JSON_TEXT]],
  ])('%s %s is asked with no more than it needs', (method, path, changes, lines) => {
    expect(curlOf({ method, path, operation: operation(changes) }, api, 'https://x')).toBe(lines.join(' \\\n  '))
  })
})
