import * as z from 'zod'
import type { Comparison } from '#domain/assertion.ts'
import type { Check } from '#domain/check.ts'
import { patternFault } from '#domain/pattern.ts'
import { duration } from './scalars.ts'

/** What may be expected of the answers of each kind, by the word that says it: the facts that they have. */
export const WORDS = {
  http: ['status', 'latency', 'header', 'contains', 'matches', 'json', 'age', 'ratio', 'certificateDays'],
  sequence: ['status', 'latency', 'header', 'contains', 'matches', 'json', 'age', 'ratio', 'certificateDays'],
  websocket: ['status', 'latency', 'contains', 'matches', 'json', 'age', 'ratio', 'certificateDays'],
  tcp: ['latency', 'contains', 'matches'],
  tls: ['latency', 'certificateDays'],
  dns: ['latency', 'records', 'rcode'],
  heartbeat: ['latency'],
} as const satisfies Record<Check['kind'], readonly Word[]>

/** The comparisons, of which `json` and `header` take exactly one. */
const OPERATORS = ['==', '!=', '<', '<=', '>', '>=', 'in', 'matches', 'contains', 'exists', 'length'] as const

const otherwise = z.enum(['degraded', 'down']).default('down').describe('What a failure makes of the result')

/** A JSON Pointer to a value within a document. */
export const pointer = z
  .string()
  .regex(/^(\/[^/]*)+$/, 'a JSON Pointer such as /status')
  .meta({ title: 'JSON Pointer' })

/** The name of a header field. */
export const headerName = z
  .string()
  .regex(/^[A-Za-z0-9-]+$/, 'a header name')
  .meta({ title: 'header name' })

const pattern = z
  .string()
  .min(1)
  .superRefine((text, context) => {
    const expected = patternFault(text)
    if (expected) context.addIssue(expected)
  })
  .meta({ title: 'pattern' })

const statusRange = z
  .union([z.int().transform(String), z.string()])
  .refine((text) => /^[1-5](xx|\d\d)(-[1-5]\d\d)?$/.test(text), 'a status such as 204, 2xx or 200-204')
  .transform((text) => {
    const [from = '', to = from] = text.split('-')
    return { from: Number(from.replace('xx', '00')), to: Number(to.replace('xx', '99')) }
  })

const statuses = z
  .union([statusRange, z.array(statusRange)], 'a status such as 204, 2xx or 200-204, or a list of them')
  .meta({ title: '`204`, `2xx`, `200-204`, or a list' })
  .describe('Any of these is good')

const LENGTH = /^(==|<=?|>=?)?\s*(\d{1,9})$/

/** `3`, `">= 1"` */
const length = z
  .union([z.int().min(0).transform(String), z.string()])
  .refine((text) => LENGTH.test(text), 'a length such as 3 or ">= 1"')
  .transform((text): Comparison => {
    const [, at = '==', value] = LENGTH.exec(text) ?? []
    return { op: 'length', at: at as '==' | '<' | '<=' | '>' | '>=', value: Number(value) }
  })
  .meta({ title: '`3`, or `">= 1"`' })

const text = z.string().min(1)
const scalar = z
  .union([z.string(), z.number(), z.boolean(), z.null()], 'a text, a number, true, false or null')
  .meta({ title: 'text, number, `true`, `false` or `null`' })
const fieldValue = z.union([z.string(), z.number().transform(String)], 'a text').meta({ title: 'text or number' })

const json = z
  .strictObject({
    json: pointer.describe('Which value of the answer; one comparison goes with it'),
    '==': scalar.optional().describe('It is this'),
    '!=': scalar.optional().describe('It is not this'),
    '<': z.number().optional().describe('It is a number below this'),
    '<=': z.number().optional().describe('It is a number, at most this'),
    '>': z.number().optional().describe('It is a number above this'),
    '>=': z.number().optional().describe('It is a number, at least this'),
    in: z.array(scalar).min(1).max(100).optional().describe('It is one of these'),
    matches: pattern.optional().describe('It is a text that matches'),
    contains: text.optional().describe('It is a text with this in it'),
    exists: z.boolean().optional().describe('Whether it is there at all'),
    length: length.optional().describe('How many items or characters it has'),
    else: otherwise,
  })
  .refine(hasOneComparison, `one comparison beside json: ${OPERATORS.join(', ')}`)

const header = z
  .strictObject({
    header: headerName.describe('Which header field; one comparison goes with it'),
    '==': fieldValue.optional().describe('It is this'),
    '!=': fieldValue.optional().describe('It is not this'),
    matches: pattern.optional().describe('It matches'),
    contains: text.optional().describe('It has this in it'),
    exists: z.boolean().optional().describe('Whether it is there at all'),
    else: otherwise,
  })
  .refine(hasOneComparison, 'one comparison beside header: ==, !=, matches, contains, exists')

const records = z
  .union([text.transform((one) => [one]), z.array(text).min(1).max(100)], 'a record, or a list of them')
  .meta({ title: 'text, or a list of at most 100' })
  .describe('Records that must be among those answered, as dig +short prints them')

/** One expectation each, told apart by its first word. */
const EXPECTATIONS = {
  status: z.strictObject({ status: statuses, else: otherwise }).meta({ id: 'status' }),
  latency: z
    .strictObject({ latency: duration.describe('The whole of it takes less'), else: otherwise })
    .meta({ id: 'latency' }),
  header: header.meta({ id: 'header' }),
  contains: z
    .strictObject({ contains: text.describe('The answer has this in it'), else: otherwise })
    .meta({ id: 'contains' }),
  matches: z.strictObject({ matches: pattern.describe('The answer matches'), else: otherwise }).meta({ id: 'matches' }),
  json: json.meta({ id: 'json' }),
  age: z
    .strictObject({
      age: pointer.describe('Which value is an instant'),
      under: duration.describe('It is no longer ago'),
      else: otherwise,
    })
    .meta({ id: 'age' }),
  ratio: z
    .strictObject({
      ratio: z.tuple([pointer, pointer]).describe('Two numbers, of which the first is divided by the second'),
      under: z.number().positive().describe('What comes of it is below'),
      else: otherwise,
    })
    .meta({ id: 'ratio' }),
  certificateDays: z
    .strictObject({
      certificateDays: z.number().min(0).max(3650).describe('The certificate is good for longer, in days'),
      else: otherwise,
    })
    .meta({ id: 'certificateDays' }),
  records: z.strictObject({ records, else: otherwise }).meta({ id: 'records' }),
  rcode: z
    .strictObject({
      rcode: z
        .string()
        .regex(/^[A-Z]{5,9}$/, 'a code such as NOERROR or NXDOMAIN')
        .describe('How the resolver answers; NOERROR is expected unless said'),
      else: otherwise,
    })
    .meta({ id: 'rcode' }),
} as const

type Word = keyof typeof EXPECTATIONS
export type WrittenAssertion = z.infer<(typeof EXPECTATIONS)[Word]>

/** What a kind may expect; a word of a fact that it does not have is a fault. */
export function expectationsOf(kind: Check['kind']) {
  const words: readonly Word[] = WORDS[kind]
  const either = z.union(
    words.map((word) => EXPECTATIONS[word]),
    `one of ${words.join(', ')}`,
  )
  return z.array(either).max(20).default([]).describe('What makes its answer good')
}

function hasOneComparison(written: object): boolean {
  return OPERATORS.filter((op) => op in written && written[op as keyof typeof written] !== undefined).length === 1
}
