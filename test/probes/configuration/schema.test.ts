import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { jsonSchema } from '../../../probes/configuration/schema.ts'

describe('jsonSchema', () => {
  test('is the one that editors are given; `npm run schema` writes it', () =>
    expect(JSON.parse(readFileSync('probes/scopien.schema.json', 'utf8'))).toEqual(jsonSchema()))

  test('is of draft 7, and knows every part of the file', () =>
    expect(jsonSchema()).toMatchObject({
      $schema: 'http://json-schema.org/draft-07/schema#',
      required: ['page', 'components'],
      additionalProperties: false,
      properties: { page: {}, defaults: {}, groups: {}, errorCodes: {}, egress: {}, components: {}, maintenance: {} },
    }))
})
