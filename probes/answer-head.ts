import { NoAnswerError } from './no-answer.ts'

/** How the end of a body is told: by its length in bytes, by chunks, or by the end of the connection. */
export type Framing = number | 'chunks' | 'close'

/** The head of an answer over HTTP/1.1. */
export interface AnswerHead {
  status: number
  /** Names and values by turns, repeated fields apart. */
  rawHeaders: readonly string[]
  framing: Framing
  /** Whether the server keeps the connection open after the body. */
  persists: boolean
}

const STATUS_LINE = /^HTTP\/1\.([01]) ([1-9]\d\d)(?: .*)?$/
const FIELD_NAME = /^[\w!#$%&'*+.^`|~-]+$/
const NEVER_IN_A_LINE = /[\0\r\n]/
/** Spaces and tabs at either end, the only ones that are no part of a value. */
const AROUND = /^[ \t]+|[ \t]+$/g

/**
 * Reads a head (RFC 9112). What another reader could take for another answer is refused.
 *
 * @param text    Latin-1, without the empty line that ends it
 * @param method  of the request: an answer to HEAD has no body
 * @throws {NoAnswerError} `protocol_error` when it is no such head
 */
export function parseHead(text: string, method: string): AnswerHead {
  const [first = '', ...lines] = text.split('\r\n')
  const [, minor, code] = STATUS_LINE.exec(first) ?? refuse(`Expected a status line of HTTP/1.1, got ${first}`)
  const rawHeaders: string[] = []
  for (const line of lines) addField(rawHeaders, line)
  const status = Number(code)
  const framing = framingOf(rawHeaders, { bodiless: isBodiless(status, method), chunksAllowed: minor === '1' })
  return { status, rawHeaders, framing, persists: minor === '1' && framing !== 'close' && !saysClose(rawHeaders) }
}

function refuse(detail: string): never {
  throw new NoAnswerError('protocol_error', detail)
}

function addField(rawHeaders: string[], line: string): void {
  if (NEVER_IN_A_LINE.test(line)) refuse('A header line holds a control character')
  if (line[0] === ' ' || line[0] === '\t') {
    fold(rawHeaders, line)
    return
  }
  const colon = line.indexOf(':')
  const name = line.slice(0, Math.max(colon, 0))
  if (!FIELD_NAME.test(name)) refuse(`Expected a header field, got ${line}`)
  rawHeaders.push(name, line.slice(colon + 1).replace(AROUND, ''))
}

/** A line that goes on with the one before is read as a space (RFC 9112, 5.2). */
function fold(rawHeaders: string[], line: string): void {
  const before = rawHeaders.pop()
  if (before === undefined) refuse('The first header line begins with a space')
  rawHeaders.push(`${before} ${line.replace(AROUND, '')}`)
}

function isBodiless(status: number, method: string): boolean {
  return method === 'HEAD' || status < 200 || status === 204 || status === 304
}

/** Where the body ends (RFC 9112, 6.3); two ways of saying it are one too many. */
function framingOf(
  rawHeaders: readonly string[],
  { bodiless, chunksAllowed }: { bodiless: boolean; chunksAllowed: boolean },
): Framing {
  const codings = valuesOf(rawHeaders, 'transfer-encoding')
  const lengths = valuesOf(rawHeaders, 'content-length')
  if (bodiless) return 0
  if (codings.length > 0) {
    if (lengths.length > 0) refuse('Both a length and a transfer encoding')
    if (!chunksAllowed || codings.join().toLowerCase() !== 'chunked') refuse(`Transfer encoding ${codings.join()}`)
    return 'chunks'
  }
  const [length, ...others] = new Set(lengths)
  if (length === undefined) return 'close'
  if (others.length > 0 || !/^\d{1,15}$/.test(length)) refuse(`A content length of ${lengths.join()}`)
  return Number(length)
}

function saysClose(rawHeaders: readonly string[]): boolean {
  return valuesOf(rawHeaders, 'connection').some((value) => value.toLowerCase() === 'close')
}

/** The values of a field that is a list, one by one. */
function valuesOf(rawHeaders: readonly string[], name: string): string[] {
  const values: string[] = []
  for (let n = 0; n + 1 < rawHeaders.length; n += 2) {
    if (rawHeaders[n]?.length !== name.length || rawHeaders[n]?.toLowerCase() !== name) continue
    for (const value of (rawHeaders[n + 1] ?? '').split(',')) values.push(value.trim())
  }
  return values
}
