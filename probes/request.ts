import { validateHeaderName, validateHeaderValue } from 'node:http'
import type { Answer, Reply } from '#domain/answer.ts'
import type { HttpConnection } from '#domain/check.ts'
import { type Observed, UNOBSERVED } from '#domain/observed.ts'
import { joined, readAnswer } from './answer.ts'
import { type Caller, call } from './call.ts'
import type { Guard } from './guard.ts'
import { beginRequest, noteAnswer, type Told, TRACEPARENT, withTraceparent } from './http-span.ts'
import type { Keeper } from './keeper.ts'
import type { Limits } from './limits.ts'
import type { RawAnswer } from './line.ts'
import { NoAnswerError } from './no-answer.ts'
import { type Hop, isHttp, redirected } from './redirect.ts'
import { useWay, type Way } from './way.ts'

/** One HTTP request as it is sent, and how its connection is made. */
export interface Request extends Omit<HttpConnection, 'reuse'> {
  /** http: or https: */
  url: string
  method: string
  /** By lower-case name. */
  headers: Readonly<Record<string, string>>
  body: string | null
  /** Under which name its connection is kept for the next request; `null` takes a fresh one and ends it. */
  keep: string | null
}

/**
 * Asks over HTTP and follows redirects, each judged like the first address.
 *
 * @throws {TypeError} for a header that cannot be sent
 */
export async function request(asked: Request, limits: Limits, guard: Guard, keeper: Keeper): Promise<Reply> {
  const url = URL.parse(asked.url)
  if (!url || !isHttp(url)) return refused('Expected a URL of http: or https:')
  const headers = { 'user-agent': 'scopien-status', 'accept-encoding': 'identity', ...asked.headers }
  for (const [name, value] of Object.entries(asked.headers)) {
    validateHeaderName(name)
    validateHeaderValue(name, value)
  }
  const { method, body, clientCertificate } = asked
  const first: Hop = { url, method, headers, body, clientCertificate }
  const { hidden = [] } = limits
  return useWay(limits, guard, (way) => follow(first, { ...asked, hidden }, way, { ...asked, keeper }))
}

export function refused(detail: string): Reply {
  return { ok: false, reasonCode: 'forbidden_address', detail, observed: UNOBSERVED }
}

type Asked = Pick<Request, 'headers' | 'redirects'> & Pick<Told, 'hidden'>

async function follow(first: Hop, asked: Asked, way: Way, caller: Caller): Promise<Answer> {
  const visited = new Set<string>()
  const isOwn = Object.hasOwn(asked.headers, TRACEPARENT)
  let hop = first
  for (;;) {
    visited.add(`${hop.method} ${hop.url.href}`)
    const span = beginRequest(way.trace, hop, { hidden: asked.hidden, redirects: visited.size - 1 })
    const sent = withTraceparent(hop, span, isOwn)
    const { raw, version } = await call(sent, way, caller).catch(visited.size > 1 ? blameRedirect : rethrow)
    noteAnswer(span, raw.status, version)
    const headers = joined(raw.rawHeaders)
    way.trace.note({ http: { ...factsOf(raw, headers, hop), version, redirects: visited.size - 1 } })
    const next = asked.redirects > 0 ? redirected(hop, raw) : null
    if (!next) return { ...(await readAnswer(raw, headers)), certificate: way.trace.seen().tls?.certificate ?? null }
    if (visited.has(`${next.method} ${next.url.href}`)) throw tooMany('The redirects lead in a circle')
    if (visited.size > asked.redirects) throw tooMany(`More than ${asked.redirects} redirects`)
    hop = next
  }
}

function tooMany(detail: string): NoAnswerError {
  return new NoAnswerError('too_many_redirects', detail)
}

/** Where a target sends us is its own doing, other than where we were told to ask. */
function blameRedirect(error: unknown): never {
  if (!(error instanceof NoAnswerError) || error.reasonCode !== 'forbidden_address') throw error
  throw new NoAnswerError('forbidden_redirect', `A redirect to ${error.message}`, { cause: error })
}

function rethrow(error: unknown): never {
  throw error
}

type HttpFacts = NonNullable<Observed['http']>

function factsOf(
  { status, body }: RawAnswer,
  headers: Readonly<Record<string, string>>,
  { url }: Hop,
): Omit<HttpFacts, 'version' | 'redirects'> {
  const length = Number(headers['content-length'] ?? Number.NaN)
  const modified = headers['last-modified']
  const modifiedAt = modified === undefined ? Number.NaN : Date.parse(modified)
  return {
    status,
    secure: url.protocol === 'https:',
    contentLength: Number.isSafeInteger(length) ? length : null,
    bodyBytes: body.length,
    lastModifiedAt: Number.isNaN(modifiedAt) ? null : modifiedAt,
  }
}
