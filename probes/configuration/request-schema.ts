import { createPrivateKey, X509Certificate } from 'node:crypto'
import * as z from 'zod'
import type { HttpConnection, HttpRequest } from '#domain/check.ts'
import { headerName } from './expectation-schema.ts'
import { credential, headerSecret, secret, target } from './scalars.ts'

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const

/** What one HTTP request is made of. */
export const request = {
  url: target('http:', 'https:').describe('What to ask'),
  method: z.enum(METHODS).optional().describe('GET unless there is a body, which makes it POST'),
  headers: z.record(headerName, headerSecret).default({}).describe('Header fields that are sent'),
  body: secret.optional().describe('What is sent'),
  bearer: headerSecret.optional().describe('A token, sent as Authorization: Bearer'),
  basic: z
    .strictObject({ username: credential.describe('Of whom'), password: credential.describe('And with what') })
    .optional()
    .describe('What is sent as Authorization: Basic; not beside bearer'),
}

const clientCertificate = z
  .strictObject({
    cert: secret.describe('The certificate'),
    key: secret.describe('Its private key, without a passphrase'),
  })
  .refine(({ cert }) => read(() => new X509Certificate(cert.reveal())), {
    error: 'a certificate as PEM',
    path: ['cert'],
    abort: true,
  })
  .refine(({ key }) => read(() => createPrivateKey(key.reveal())), {
    error: 'a private key as PEM, without a passphrase',
    path: ['key'],
    abort: true,
  })
  .refine(({ cert, key }) => new X509Certificate(cert.reveal()).checkPrivateKey(createPrivateKey(key.reveal())), {
    error: 'the key of this certificate',
    path: ['key'],
  })
  .describe('A certificate that we show, and its key, both as PEM')

/** Which family of addresses is asked first. */
export const prefer = z
  .enum(['ipv4', 'ipv6'])
  .optional()
  .describe('The family of addresses to ask first; as the resolver gives them unless said')

/** How connections for requests are made. */
export const connection = {
  clientCertificate: clientCertificate.optional(),
  redirects: z.int().min(0).max(20).default(5).describe('How many are followed; 0 makes a redirect the answer'),
  prefer,
  http2: z.boolean().default(false).describe('Whether HTTP/2 may be agreed on'),
  reuse: z.boolean().default(false).describe('Whether the connection is kept for the next time'),
}

const writtenRequest = z.object(request)
const writtenConnection = z.object(connection)

export const toFamily = (written: z.infer<typeof prefer>) => (written ? FAMILIES[written] : null)

const FAMILIES = { ipv4: 4, ipv6: 6 } as const

export function toRequest(written: z.infer<typeof writtenRequest>): HttpRequest {
  const { url, headers, body = null, bearer = null, basic = null } = written
  return { url, method: written.method ?? (body ? 'POST' : 'GET'), headers, body, bearer, basic }
}

export function toConnection(written: z.infer<typeof writtenConnection>): HttpConnection {
  const { clientCertificate = null, redirects, http2, reuse } = written
  return { clientCertificate, redirects, family: toFamily(written.prefer), http2, reuse }
}

function read(make: () => unknown): boolean {
  try {
    return Boolean(make())
  } catch {
    return false
  }
}
