import { randomUUID } from 'node:crypto'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { SECURITY_HEADERS } from './headers.ts'
import { PROBLEM_TYPE, Problem, toProblemDocument } from './problem.ts'
import type { Document } from './publish/document.ts'

export interface ListenerDeps {
  find: (path: string) => Document | undefined
  /** The newest evidence behind what is published; `null` when there is none. */
  evidenceAt: () => number | null
  now: () => number
  /** Answers what is not a prepared document. */
  fallback: RequestListener
}

/** The listener in front of everything: prepared bytes are picked up here, all else is handed on. */
export function createListener({ find, evidenceAt, now, fallback }: ListenerDeps): RequestListener {
  return (request, response) => {
    const document = find(pathOf(request))
    if (!document) return fallback(request, response)
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuseMethod(request, response)
    const seen = evidenceAt()
    const age = seen === null ? {} : { 'Age-Of-Evidence': String(Math.max(0, Math.floor((now() - seen) / 1000))) }
    answer(request, response, document, age)
  }
}

function pathOf({ url = '/' }: IncomingMessage): string {
  const end = url.indexOf('?')
  return end < 0 ? url : url.slice(0, end)
}

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  document: Document,
  age: Readonly<Record<string, string>>,
): void {
  const headers = {
    ...SECURITY_HEADERS,
    ...age,
    'Access-Control-Allow-Origin': '*',
    'Cache-Control': document.cacheControl,
    ETag: document.etag,
    'Last-Modified': new Date(document.lastModified).toUTCString(),
    Vary: 'Accept-Encoding',
  }
  if (isFresh(request, document)) {
    response.writeHead(304, headers).end()
    return
  }
  const encoding = preferredEncoding(request, document)
  const body = (encoding && document.encoded[encoding]) ?? document.body
  const coded = encoding ? { 'Content-Encoding': encoding } : {}
  response.writeHead(200, { ...headers, ...coded, 'Content-Type': document.type, 'Content-Length': body.length })
  response.end(request.method === 'HEAD' ? undefined : body)
}

/** Whether the reader already has these bytes; `If-None-Match` decides where both are given (RFC 9110, 13.2.2). */
function isFresh({ headers }: IncomingMessage, { etag, lastModified }: Document): boolean {
  const tags = headers['if-none-match']
  if (tags !== undefined) {
    return tags.split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag)
  }
  const since = Date.parse(headers['if-modified-since'] ?? '')
  return Math.floor(lastModified / 1000) * 1000 <= since
}

function preferredEncoding({ headers }: IncomingMessage, { encoded }: Document): 'br' | 'gzip' | undefined {
  const accepted = String(headers['accept-encoding'] ?? '').split(',')
  const accepts = (name: string) =>
    accepted.some((one) => one.split(';')[0]?.trim() === name && !/;\s*q=0(\.0*)?\s*$/.test(one))
  if (encoded.br && accepts('br')) return 'br'
  return encoded.gzip && accepts('gzip') ? 'gzip' : undefined
}

function refuseMethod(request: IncomingMessage, response: ServerResponse): void {
  const problem = new Problem('METHOD_NOT_ALLOWED', `${request.method} is not possible here, only GET and HEAD.`)
  const body = JSON.stringify(toProblemDocument(problem, randomUUID()))
  response.writeHead(405, { ...SECURITY_HEADERS, Allow: 'GET, HEAD', 'Content-Type': PROBLEM_TYPE }).end(body)
}
