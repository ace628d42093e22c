import * as z from 'zod'
import type { Assertion, Comparison, Scalar } from '#domain/assertion.ts'
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
export const pointer = z.string().regex(/^(\/[^/]*)+$/, 'a JSON Pointer such as /status')

/** The name of a header field. */
export const headerName = z.string().regex(/^[A-Za-z0-9-]+$/, 'a header name')

const pattern = z
  .string()
  .min(1)
  .superRefine((text, context) => {
    const expected = patternFault(text)
    if (expected) context.addIssue(expected)
  })

const statusRange = z
  .union([z.int().transform(String), z.string()])
  .refine((text) => /^[1-5](xx|\d\d)(-[1-5]\d\d)?$/.test(text), 'a status such as 204, 2xx or 200-204')
  .transform((text) => {
    const [from = '', to = from] = text.split('-')
    return { from: Number(from.replace('xx', '00')), to: Number(to.replace('xx', '99')) }
  })

const statuses = z.union([statusRange, z.array(statusRange)], 'a status such as 204, 2xx or 200-204, or a list of them')

const LENGTH = /^(==|<=?|>=?)?\s*(\d{1,9})$/

/** `3`, `">= 1"` */
const length = z
  .union([z.int().min(0).transform(String), z.string()])
  .refine((text) => LENGTH.test(text), 'a length such as 3 or ">= 1"')
  .transform((text): Comparison => {
    const [, at = '==', value] = LENGTH.exec(text) ?? []
    return { op: 'length', at: at as '==' | '<' | '<=' | '>' | '>=', value: Number(value) }
  })

const text = z.string().min(1)
const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()], 'a text, a number, true, false or null')
const fieldValue = z.union([z.string(), z.number().transform(String)], 'a text')

const json = z
  .strictObject({
    json: pointer,
    '==': scalar.optional(),
    '!=': scalar.optional(),
    '<': z.number().optional(),
    '<=': z.number().optional(),
    '>': z.number().optional(),
    '>=': z.number().optional(),
    in: z.array(scalar).min(1).max(100).optional(),
    matches: pattern.optional(),
    contains: text.optional(),
    exists: z.boolean().optional(),
    length: length.optional(),
    else: otherwise,
  })
  .refine(hasOneComparison, `one comparison beside json: ${OPERATORS.join(', ')}`)

const header = z
  .strictObject({
    header: headerName,
    '==': fieldValue.optional(),
    '!=': fieldValue.optional(),
    matches: pattern.optional(),
    contains: text.optional(),
    exists: z.boolean().optional(),
    else: otherwise,
  })
  .refine(hasOneComparison, 'one comparison beside header: ==, !=, matches, contains, exists')

const records = z
  .union([text.transform((one) => [one]), z.array(text).min(1).max(100)], 'a record, or a list of them')
  .describe('Records that must be among those answered, as dig +short prints them')

/** One expectation each, told apart by its first word. */
const EXPECTATIONS = {
  status: z.strictObject({ status: statuses, else: otherwise }).meta({ id: 'status' }),
  latency: z.strictObject({ latency: duration, else: otherwise }).meta({ id: 'latency' }),
  header: header.meta({ id: 'header' }),
  contains: z.strictObject({ contains: text, else: otherwise }).meta({ id: 'contains' }),
  matches: z.strictObject({ matches: pattern, else: otherwise }).meta({ id: 'matches' }),
  json: json.meta({ id: 'json' }),
  age: z.strictObject({ age: pointer, under: duration, else: otherwise }).meta({ id: 'age' }),
  ratio: z
    .strictObject({ ratio: z.tuple([pointer, pointer]), under: z.number().positive(), else: otherwise })
    .meta({ id: 'ratio' }),
  certificateDays: z
    .strictObject({ certificateDays: z.number().min(0).max(3650), else: otherwise })
    .meta({ id: 'certificateDays' }),
  records: z.strictObject({ records, else: otherwise }).meta({ id: 'records' }),
  rcode: z
    .strictObject({ rcode: z.string().regex(/^[A-Z]{5,9}$/, 'a code such as NOERROR or NXDOMAIN'), else: otherwise })
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
  return z.array(either).max(20).default([])
}

/** An expectation as the judge reads it. */
export function toAssertion(written: WrittenAssertion): Assertion {
  const { else: otherwise } = written
  // The words that are comparisons too come after those that they go with.
  if ('status' in written) return { otherwise, fact: 'status', ranges: [written.status].flat() }
  if ('latency' in written) return { otherwise, fact: 'latency', underMs: written.latency }
  if ('header' in written) return { otherwise, fact: 'header', name: written.header.toLowerCase(), is: toIs(written) }
  if ('json' in written) return { otherwise, fact: 'json', pointer: written.json, is: toIs(written) }
  if ('age' in written) return { otherwise, fact: 'age', pointer: written.age, underMs: written.under }
  if ('ratio' in written) return { otherwise, fact: 'ratio', pointers: written.ratio, under: written.under }
  if ('certificateDays' in written) return { otherwise, fact: 'certificate', overDays: written.certificateDays }
  if ('records' in written) return { otherwise, fact: 'records', include: written.records }
  if ('rcode' in written) return { otherwise, fact: 'rcode', is: written.rcode }
  return { otherwise, fact: 'body', is: toIs(written) }
}

interface WrittenComparison {
  '=='?: Scalar | undefined
  '!='?: Scalar | undefined
  '<'?: number | undefined
  '<='?: number | undefined
  '>'?: number | undefined
  '>='?: number | undefined
  in?: readonly Scalar[] | undefined
  matches?: string | undefined
  contains?: string | undefined
  exists?: boolean | undefined
  length?: Comparison | undefined
}

function toIs(written: WrittenComparison): Comparison {
  for (const op of ['==', '!='] as const) {
    const value = written[op]
    if (value !== undefined) return { op, value }
  }
  for (const op of ['<', '<=', '>', '>='] as const) {
    const value = written[op]
    if (value !== undefined) return { op, value }
  }
  if (written.in) return { op: 'in', values: written.in }
  if (written.matches !== undefined) return { op: 'matches', pattern: written.matches }
  if (written.contains !== undefined) return { op: 'contains', text: written.contains }
  return written.length ?? { op: 'exists', value: written.exists ?? true }
}

function hasOneComparison(written: object): boolean {
  return OPERATORS.filter((op) => op in written && written[op as keyof typeof written] !== undefined).length === 1
}
