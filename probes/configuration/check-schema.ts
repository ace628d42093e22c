import { validate as isCron } from 'node-cron'
import * as z from 'zod'
import type { Assertion } from '#domain/check.ts'
import { deadline, duration, id, interval, secret, target, timezone } from './scalars.ts'

const otherwise = z.enum(['degraded', 'down']).default('down').describe('What a failure makes of the result')
const pointer = z.string().regex(/^(\/[^/]*)+$/, 'a JSON Pointer such as /status')

const statusRange = z
  .union([z.int().transform(String), z.string()])
  .refine((text) => /^[1-5](xx|\d\d)(-[1-5]\d\d)?$/.test(text), 'a status such as 204, 2xx or 200-204')
  .transform((text) => {
    const [from = '', to = from] = text.split('-')
    return { from: Number(from.replace('xx', '00')), to: Number(to.replace('xx', '99')) }
  })

const statuses = z.union([statusRange, z.array(statusRange)], 'a status such as 204, 2xx or 200-204, or a list of them')

/** One expectation, told apart by its first key: `status`, `latency`, `contains`, `json`, `age` or `ratio`. */
const assertion = z.union(
  [
    z.strictObject({ status: statuses, else: otherwise }),
    z.strictObject({ latency: duration, else: otherwise }),
    z.strictObject({ contains: z.string().min(1), else: otherwise }),
    z.strictObject({ json: pointer, exists: z.literal(true), else: otherwise }),
    z.strictObject({ json: pointer, '==': z.union([z.string(), z.number(), z.boolean(), z.null()]), else: otherwise }),
    z.strictObject({ age: pointer, under: duration, else: otherwise }),
    z.strictObject({ ratio: z.tuple([pointer, pointer]), under: z.number().positive(), else: otherwise }),
  ],
  'an expectation: status, latency, contains, json with exists or ==, age with under, or ratio with under',
)

const schedule = {
  every: interval.optional(),
  cron: z.string().refine(isCron, 'a cron expression such as */30 * * * * *').optional(),
  timezone: timezone.optional(),
}

const common = {
  id,
  ...schedule,
  timeout: deadline.optional(),
  failAfter: z.int().min(1).max(100).optional(),
  recoverAfter: z.int().min(1).max(100).optional(),
  retryEvery: interval.optional(),
  staleAfter: duration.optional(),
  region: id.default('local'),
  expect: z.array(assertion).max(20).default([]),
  worst: z.enum(['degraded_performance', 'partial_outage', 'major_outage']).optional(),
  informational: z.boolean().default(false),
  private: z.boolean().default(false),
  bearer: secret.optional(),
}

const http = z.strictObject({
  kind: z.literal('http'),
  ...common,
  url: target('http:', 'https:'),
  method: z.enum(['GET', 'HEAD', 'POST']).default('GET'),
  headers: z.record(z.string().regex(/^[A-Za-z0-9-]+$/, 'a header name'), secret).default({}),
})

const websocket = z.strictObject({
  kind: z.literal('websocket'),
  ...common,
  url: target('ws:', 'wss:'),
  send: secret,
  answer: z.string().min(1),
})

/** A check as it is written. */
export const check = z
  .discriminatedUnion('kind', [http, websocket], {
    error: ({ code }: { code?: string }) => (code === 'invalid_type' ? undefined : 'http or websocket'),
  })
  .refine(({ every, cron }) => !(every && cron), {
    error: 'either every or cron, not both',
    path: ['cron'],
    when: ({ value }) => typeof value === 'object' && value !== null,
  })

export type WrittenCheck = z.infer<typeof check>
type WrittenAssertion = z.infer<typeof assertion>

/** An expectation as the judge reads it. */
export function toAssertion(written: WrittenAssertion): Assertion {
  const { else: otherwise } = written
  if ('status' in written) return { otherwise, fact: 'status', ranges: [written.status].flat() }
  if ('latency' in written) return { otherwise, fact: 'latency', underMs: written.latency }
  if ('contains' in written) return { otherwise, fact: 'body', contains: written.contains }
  if ('exists' in written) return { otherwise, fact: 'json', pointer: written.json, exists: true }
  if ('==' in written) return { otherwise, fact: 'json', pointer: written.json, equals: written['=='] }
  if ('age' in written) return { otherwise, fact: 'age', pointer: written.age, underMs: written.under }
  return { otherwise, fact: 'ratio', pointers: written.ratio, under: written.under }
}
