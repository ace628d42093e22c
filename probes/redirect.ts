import type { HttpConnection } from '#domain/check.ts'
import { joined } from './answer.ts'
import type { RawAnswer, Sent } from './line.ts'
import { NoAnswerError } from './no-answer.ts'

/** One request in a chain of redirects. */
export interface Hop extends Sent {
  clientCertificate: HttpConnection['clientCertificate']
}

const REDIRECTS = new Set([301, 302, 303, 307, 308])
/** Fields that say nothing of who asks; all others are for the origin that the check names, and for no other. */
const HARMLESS = new Set([
  'accept',
  'accept-encoding',
  'accept-language',
  'cache-control',
  'user-agent',
  'content-type',
])
const OF_A_BODY = new Set(['content-type', 'content-length', 'content-encoding', 'content-language'])

/**
 * Where an answer sends its asker, as the next request; `null` when it is the answer itself.
 *
 * 303 is fetched with GET, as is 301 or 302 after a POST (RFC 9110, 15.4). On another origin go no credentials; a body
 * may be one, so a redirect that would carry it there is the answer.
 *
 * @throws {NoAnswerError} `forbidden_redirect` when it leads away from HTTP
 */
export function redirected(hop: Hop, { status, rawHeaders }: RawAnswer): Hop | null {
  const location = REDIRECTS.has(status) ? joined(rawHeaders)['location'] : undefined
  const url = location === undefined ? null : URL.parse(location, hop.url.href)
  if (!url) return null
  if (!isHttp(url)) throw new NoAnswerError('forbidden_redirect', `A redirect to ${url.protocol}`)
  const same = url.origin === hop.url.origin
  const next = fetchesAnew(status, hop.method) ? withoutBody(hop) : hop
  if (!same && next.body !== null) return null
  return { ...next, url, ...(!same && { headers: picked(next.headers, isHarmless), clientCertificate: null }) }
}

export function isHttp({ protocol }: URL): boolean {
  return protocol === 'http:' || protocol === 'https:'
}

function fetchesAnew(status: number, method: string): boolean {
  return status === 303 ? method !== 'HEAD' : (status === 301 || status === 302) && method === 'POST'
}

function withoutBody(hop: Hop): Hop {
  return { ...hop, method: 'GET', body: null, headers: picked(hop.headers, (name) => !OF_A_BODY.has(name)) }
}

const isHarmless = (name: string) => HARMLESS.has(name)

function picked(headers: Hop['headers'], keep: (name: string) => boolean): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => keep(name)))
}
