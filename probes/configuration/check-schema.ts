import { validate as isCron } from 'node-cron'
import * as z from 'zod'
import { type Check, DNS_TYPES } from '#domain/check.ts'
import { expectationsOf, headerName, pointer } from './expectation-schema.ts'
import { localizedLine } from './localized-text.ts'
import { placeholderFaults } from './placeholders.ts'
import { connection, prefer, request } from './request-schema.ts'
import {
  deadline,
  duration,
  headerSecret,
  host,
  id,
  interval,
  line,
  port,
  resolver,
  secret,
  target,
  timezone,
} from './scalars.ts'

const schedule = {
  every: interval.optional(),
  cron: z.string().refine(isCron, 'a cron expression such as */30 * * * * *').optional(),
  timezone: timezone.optional(),
}

/** What every kind has. */
const common = (kind: Check['kind']) => ({
  id,
  name: localizedLine.optional(),
  ...schedule,
  failAfter: z.int().min(1).max(100).optional(),
  recoverAfter: z.int().min(1).max(100).optional(),
  staleAfter: duration.optional(),
  region: id.default('local'),
  expect: expectationsOf(kind),
  worst: z.enum(['degraded_performance', 'partial_outage', 'major_outage']).optional(),
  informational: z.boolean().default(false),
  private: z.boolean().default(false),
})

/** What every kind has that is asked from here. */
const active = (kind: Check['kind']) => ({
  ...common(kind),
  timeout: deadline.optional(),
  retryEvery: interval.optional(),
})

const ONE_CREDENTIAL = { error: 'either bearer or basic, not both', path: ['basic'] }

const http = z
  .strictObject({ kind: z.literal('http'), ...active('http'), ...request, ...connection })
  .refine(hasOneCredential, ONE_CREDENTIAL)

const step = z
  .strictObject({
    name: line,
    ...request,
    expect: expectationsOf('sequence'),
    take: z
      .record(
        z.string().regex(/^[A-Za-z]\w{0,39}$/, 'a name of letters, digits and _'),
        z.union([z.strictObject({ json: pointer }), z.strictObject({ header: headerName })], 'json or header'),
      )
      .default({}),
  })
  .refine(hasOneCredential, ONE_CREDENTIAL)

const sequence = z
  .strictObject({
    kind: z.literal('sequence'),
    ...active('sequence'),
    steps: z.array(step).min(1).max(20),
    ...connection,
  })
  .superRefine(({ steps }, context) => {
    for (const { path, message } of placeholderFaults(steps)) context.addIssue({ code: 'custom', path, message })
  })

const websocket = z.strictObject({
  kind: z.literal('websocket'),
  ...active('websocket'),
  bearer: headerSecret.optional(),
  url: target('ws:', 'wss:'),
  send: secret,
  answer: z.string().min(1).describe('A text that the awaited message contains'),
  prefer,
})

const tcp = z.strictObject({
  kind: z.literal('tcp'),
  ...active('tcp'),
  host,
  port,
  send: secret.optional(),
  answer: z.string().min(1).optional().describe('A text that what comes back contains'),
  prefer,
})

const tls = z
  .strictObject({
    kind: z.literal('tls'),
    ...active('tls'),
    host,
    port: port.optional().describe('443 unless there is starttls'),
    servername: host.optional().describe('The name that the certificate must be for; the host unless said'),
    starttls: z.literal('smtp').optional(),
    prefer,
  })
  .refine(({ starttls, port }) => !starttls || port !== undefined, {
    error: 'a port, such as 25 or 587, beside starttls',
    path: ['port'],
  })

const dns = z.strictObject({
  kind: z.literal('dns'),
  ...active('dns'),
  name: host,
  type: z.enum(DNS_TYPES).default('A'),
  resolver,
  prefer,
})

const heartbeat = z.strictObject({
  kind: z.literal('heartbeat'),
  ...common('heartbeat'),
  grace: duration.default(60_000).describe('How late the job may report'),
  token: z
    .string()
    .regex(/^[A-Za-z0-9_-]{22,128}$/, 'at least 22 letters, digits, - and _, such as openssl rand -hex 16 gives')
    .pipe(secret),
})

const KINDS = [http, tcp, tls, dns, websocket, heartbeat, sequence] as const

/** A check as it is written. */
export const check = z
  .discriminatedUnion('kind', KINDS, {
    error: ({ code }: { code?: string }) =>
      code === 'invalid_type' ? undefined : 'one of http, tcp, tls, dns, websocket, heartbeat, sequence',
  })
  .refine(({ every, cron }) => !(every && cron), {
    error: 'either every or cron, not both',
    path: ['cron'],
    when: ({ value }) => typeof value === 'object' && value !== null,
  })

export type WrittenCheck = z.infer<typeof check>

function hasOneCredential({ bearer, basic }: { bearer?: unknown; basic?: unknown }): boolean {
  return !(bearer && basic)
}
