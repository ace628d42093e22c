import { randomUUID } from 'node:crypto'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { SECURITY_HEADERS } from './headers.ts'
import { PROBLEM_TYPE, Problem, toProblemDocument } from './problem.ts'
import type { Document } from './publish/document.ts'

export interface ListenerDeps {
  find: (path: string) => Document | undefined
  now: () => number
  /** Answers what is not a prepared document. */
  fallback: RequestListener
}

/** The listener in front of everything: prepared bytes are picked up here, all else is handed on. */
export function createListener({ find, now, fallback }: ListenerDeps): RequestListener {
  return (request, response) => {
    const document = find(pathOf(request))
    if (!document) return fallback(request, response)
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuseMethod(request, response)
    answer(request, response, document, ageOfEvidence(document, now()))
  }
}

/** The path that is asked for; a request may also name it with its scheme and host (RFC 9112, 3.2.2). */
function pathOf({ url = '/' }: IncomingMessage): string {
  if (!url.startsWith('/')) return URL.parse(url)?.pathname ?? url
  const end = url.indexOf('?')
  return end < 0 ? url : url.slice(0, end)
}

function ageOfEvidence({ evidenceAt }: Document, now: number): Record<string, string> {
  if (evidenceAt === null) return {}
  return { 'Age-Of-Evidence': String(Math.max(0, Math.floor((now - evidenceAt) / 1000))) }
}

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  document: Document,
  age: Readonly<Record<string, string>>,
): void {
  const encoding = preferredEncoding(request, document)
  const headers = {
    ...SECURITY_HEADERS,
    ...age,
    'Access-Control-Allow-Origin': '*',
    'Cache-Control': document.cacheControl,
    ETag: tagOf(document, encoding),
    'Last-Modified': new Date(document.lastModified).toUTCString(),
    Vary: 'Accept-Encoding',
  }
  if (isFresh(request, document)) {
    response.writeHead(304, headers).end()
    return
  }
  const body = (encoding && document.encoded[encoding]) ?? document.body
  const coded = encoding ? { 'Content-Encoding': encoding } : {}
  response.writeHead(200, { ...headers, ...coded, 'Content-Type': document.type, 'Content-Length': body.length })
  response.end(request.method === 'HEAD' ? undefined : body)
}

/** Other bytes have another tag: those of an encoding too. */
function tagOf({ etag }: Document, encoding: 'br' | 'gzip' | undefined): string {
  return encoding ? `${etag.slice(0, -1)}-${encoding}"` : etag
}

/** Whether the reader already has these bytes; `If-None-Match` decides where both are given (RFC 9110, 13.2.2). */
function isFresh({ headers }: IncomingMessage, document: Document): boolean {
  const tags = headers['if-none-match']
  if (tags !== undefined) {
    const ours = [undefined, 'br', 'gzip'] as const
    const known = ['*', ...ours.map((encoding) => tagOf(document, encoding))]
    return tags.split(',').some((tag) => known.includes(tag.trim().replace(/^W\//, '')))
  }
  const since = Date.parse(headers['if-modified-since'] ?? '')
  return Math.floor(document.lastModified / 1000) * 1000 <= since
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
