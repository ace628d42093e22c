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
  every: interval.optional().describe('How often it is asked, at least 1s'),
  cron: z
    .string()
    .refine(isCron, 'a cron expression such as */30 * * * * *')
    .optional()
    .describe('At which times it is asked, instead of every'),
  timezone: timezone.optional().describe('Of cron'),
}

/** What every kind has. */
const common = (kind: Check['kind']) => ({
  id: id.describe('What it is called on record; a new one begins a new history'),
  name: localizedLine.optional().describe('What readers read; the id unless said'),
  ...schedule,
  failAfter: z.int().min(1).max(100).optional().describe('So many failures in a row are believed'),
  recoverAfter: z.int().min(1).max(100).optional().describe('So many successes in a row are believed'),
  staleAfter: duration.optional().describe('How long a result vouches; three intervals and the timeout unless said'),
  region: id.default('local').describe('From where it is asked'),
  expect: expectationsOf(kind),
  worst: z
    .enum(['degraded_performance', 'partial_outage', 'major_outage'])
    .optional()
    .describe('The most that it can claim'),
  informational: z.boolean().default(false).describe('Shown, and never lowers a status'),
  private: z.boolean().default(false).describe('On no public document'),
})

/** What every kind has that is asked from here. */
const active = (kind: Check['kind']) => ({
  ...common(kind),
  timeout: deadline.optional().describe('The deadline over all of it, at most 10m'),
  retryEvery: interval.optional().describe('How soon a surprise is asked about again'),
})

const ONE_CREDENTIAL = { error: 'either bearer or basic, not both', path: ['basic'] }

const http = z
  .strictObject({ kind: z.literal('http'), ...active('http'), ...request, ...connection })
  .refine(hasOneCredential, ONE_CREDENTIAL)

const step = z
  .strictObject({
    name: line.describe('What it is called in results'),
    ...request,
    expect: expectationsOf('sequence'),
    take: z
      .record(
        z.string().regex(/^[A-Za-z]\w{0,39}$/, 'a name of letters, digits and _'),
        z
          .union([z.strictObject({ json: pointer }), z.strictObject({ header: headerName })], 'json or header')
          .meta({ title: '`{ json: JSON Pointer }` or `{ header: header name }`' }),
      )
      .default({})
      .describe('Values of its answer, which later steps put in as {{name}}'),
  })
  .refine(hasOneCredential, ONE_CREDENTIAL)

const sequence = z
  .strictObject({
    kind: z.literal('sequence'),
    ...active('sequence'),
    steps: z.array(step).min(1).max(20).describe('Requests, one after another; the first that fails ends it'),
    ...connection,
  })
  .superRefine(({ steps }, context) => {
    for (const { path, message } of placeholderFaults(steps)) context.addIssue({ code: 'custom', path, message })
  })

const websocket = z.strictObject({
  kind: z.literal('websocket'),
  ...active('websocket'),
  bearer: headerSecret.optional().describe('A token, sent as Authorization: Bearer'),
  url: target('ws:', 'wss:').describe('Where to connect'),
  send: secret.describe('The message that is sent'),
  answer: z.string().min(1).describe('A text that the awaited message contains'),
  prefer,
})

const tcp = z.strictObject({
  kind: z.literal('tcp'),
  ...active('tcp'),
  host: host.describe('Where to connect'),
  port: port.describe('On which port'),
  send: secret.optional().describe('What is sent once connected'),
  answer: z.string().min(1).optional().describe('A text that what comes back contains'),
  prefer,
})

const tls = z
  .strictObject({
    kind: z.literal('tls'),
    ...active('tls'),
    host: host.describe('Where to connect'),
    port: port.optional().describe('443 unless there is starttls'),
    servername: host.optional().describe('The name that the certificate must be for; the host unless said'),
    starttls: z.literal('smtp').optional().describe('Whether TLS is asked for first, as mail servers want it'),
    prefer,
  })
  .refine(({ starttls, port }) => !starttls || port !== undefined, {
    error: 'a port, such as 25 or 587, beside starttls',
    path: ['port'],
  })

const dns = z.strictObject({
  kind: z.literal('dns'),
  ...active('dns'),
  name: host.describe('What is asked about'),
  type: z.enum(DNS_TYPES).default('A').describe('Of which type'),
  resolver: resolver.describe('Who is asked; port 53 unless said'),
  prefer,
})

const heartbeat = z.strictObject({
  kind: z.literal('heartbeat'),
  ...common('heartbeat'),
  grace: duration.prefault('1m').describe('How late the job may report'),
  token: z
    .string()
    .regex(/^[A-Za-z0-9_-]{22,128}$/, 'at least 22 letters, digits, - and _, such as openssl rand -hex 16 gives')
    .pipe(secret)
    .meta({ title: 'secret' })
    .describe('What its job shows, at least 22 characters'),
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
