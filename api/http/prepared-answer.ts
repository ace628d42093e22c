import type { IncomingMessage, ServerResponse } from 'node:http'
import { FRAMED_HEADERS, PART_HEADERS, SECURITY_HEADERS } from '../headers.ts'
import type { Document } from '../publish/document.ts'
import { beginAnswer, type ResponseHead, toHead } from './response-head.ts'

type Encoding = 'br' | 'gzip'

/** What is sent with a document in one encoding within a second, while its evidence has one age in seconds. */
interface Prepared {
  /** Since the epoch. */
  second: number
  age: number | null
  ok: ResponseHead
  notModified: ResponseHead
  body: Buffer
}

const ENCODINGS = [undefined, 'br', 'gzip'] as const
/** Names and values in turn. */
const SECURITY: Readonly<Record<Document['role'], readonly string[]>> = {
  whole: Object.entries(SECURITY_HEADERS).flat(),
  framed: Object.entries(FRAMED_HEADERS).flat(),
  part: Object.entries(PART_HEADERS).flat(),
}
const HANDED_OUT = new WeakMap<Document, Map<Encoding | undefined, Prepared>>()

/** Answers a request with prepared bytes, or with 304 where the reader has them; its head is made once a second. */
export function answerPrepared(
  request: IncomingMessage,
  response: ServerResponse,
  document: Document,
  now: number,
): void {
  const { ok, notModified, body } = preparedFor(document, preferredEncoding(request, document), now)
  const isKnown = isFresh(request, document)
  beginAnswer(request, response, isKnown ? notModified : ok)
  response.end(isKnown || request.method === 'HEAD' ? undefined : body)
}

function preparedFor(document: Document, encoding: Encoding | undefined, now: number): Prepared {
  const { evidenceAt } = document
  const age = evidenceAt === null ? null : Math.max(0, Math.floor((now - evidenceAt) / 1000))
  const second = Math.floor(now / 1000)
  const byEncoding = HANDED_OUT.get(document)
  const known = byEncoding?.get(encoding)
  if (known?.second === second && known.age === age) return known
  const prepared = prepare(document, encoding, { second, age })
  if (byEncoding) byEncoding.set(encoding, prepared)
  else HANDED_OUT.set(document, new Map([[encoding, prepared]]))
  return prepared
}

function prepare(
  document: Document,
  encoding: Encoding | undefined,
  { second, age }: Pick<Prepared, 'second' | 'age'>,
): Prepared {
  const body = (encoding && document.encoded[encoding]) ?? document.body
  const notModified = [
    ...SECURITY[document.role],
    ...(age === null ? [] : ['Age-Of-Evidence', String(age)]),
    ...['Cache-Control', document.cacheControl, 'ETag', tagOf(document, encoding)],
    ...(document.role === 'part' ? [] : forReaders(document)),
    ...['Vary', document.vary],
    ...(document.language === undefined ? [] : ['Content-Language', document.language]),
    ...(document.link === undefined ? [] : ['Link', document.link]),
  ]
  const described = ['Content-Type', document.type, 'Content-Length', String(body.length)]
  const ok = [...notModified, ...(encoding ? ['Content-Encoding', encoding] : []), ...described]
  const at = second * 1000
  return { second, age, ok: toHead(200, ok, at), notModified: toHead(304, notModified, at), body }
}

/** What is of no use to a page that asks for its own parts, whose bytes it knows by their tags. */
function forReaders({ lastModified }: Document): string[] {
  return ['Access-Control-Allow-Origin', '*', 'Last-Modified', new Date(lastModified).toUTCString()]
}

/** Other bytes have another tag: those of an encoding too. */
function tagOf({ etag }: Document, encoding: Encoding | undefined): string {
  return encoding ? `${etag.slice(0, -1)}-${encoding}"` : etag
}

/** Whether the reader already has these bytes; `If-None-Match` decides where both are given (RFC 9110, 13.2.2). */
function isFresh({ headers }: IncomingMessage, document: Document): boolean {
  const tags = headers['if-none-match']
  if (tags !== undefined) {
    if (tags === document.etag) return true
    const known = ['*', ...ENCODINGS.map((encoding) => tagOf(document, encoding))]
    return tags.split(',').some((tag) => known.includes(tag.trim().replace(/^W\//, '')))
  }
  const since = headers['if-modified-since']
  return since !== undefined && Math.floor(document.lastModified / 1000) * 1000 <= Date.parse(since)
}

function preferredEncoding({ headers }: IncomingMessage, { encoded }: Document): Encoding | undefined {
  const wanted = headers['accept-encoding']
  if (wanted === undefined || (!encoded.br && !encoded.gzip)) return undefined
  const accepted = String(wanted).split(',')
  const accepts = (name: string) =>
    accepted.some((one) => one.split(';')[0]?.trim() === name && !/;\s*q=0(\.0*)?\s*$/.test(one))
  if (encoded.br && accepts('br')) return 'br'
  return encoded.gzip && accepts('gzip') ? 'gzip' : undefined
}
