import { promisify } from 'node:util'
import { brotliDecompress, gunzip, inflate } from 'node:zlib'
import { type Answer, BARE_ANSWER } from '#domain/answer.ts'
import type { RawAnswer } from './line.ts'
import { NoAnswerError } from './no-answer.ts'

/** The most that is read of an answer's body, compressed or not. */
export const MOST_BODY_BYTES = 1024 * 1024
export const MOST_HEADER_BYTES = 64 * 1024
const MOST_HEADERS = 100
/** The most pieces that a body may come in: each costs time and memory, however small it is. */
const MOST_PIECES = 10_000

/**
 * An answer as the judge reads it: header fields joined, the body as text.
 *
 * @param headers  its fields, where they are joined already
 * @throws {NoAnswerError} when the body has an encoding that we have no decoder for
 */
export async function readAnswer(
  { status, rawHeaders, body }: RawAnswer,
  headers = joined(rawHeaders),
): Promise<Answer> {
  const encoding = headers['content-encoding']
  return { ...BARE_ANSWER, status, headers, body: encoding ? await decodeBody(body, encoding) : utf8(body) }
}

/** Bytes as text. Those that are not UTF-8 become replacement characters; a byte order mark is dropped. */
export function utf8(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const marked = buffer[0] === 0xef && buffer[1] === 0xbb && buffer[2] === 0xbf
  return buffer.toString('utf8', marked ? 3 : 0)
}

/** Header fields by lower-case name, repeated ones joined as RFC 9110 allows. */
export function joined(rawHeaders: readonly string[]): Record<string, string> {
  // Without a prototype, as a target may call a field `__proto__`.
  const fields: Record<string, string> = Object.create(null)
  for (let n = 0; n + 1 < rawHeaders.length; n += 2) {
    const [name, value] = [(rawHeaders[n] ?? '').toLowerCase(), rawHeaders[n + 1] ?? '']
    const before = fields[name]
    fields[name] = before === undefined ? value : `${before}, ${value}`
  }
  return fields
}

/** Refuses more header fields than any honest answer has. */
export function countHeaders(rawHeaders: readonly string[]): void {
  const count = rawHeaders.length / 2
  if (count > MOST_HEADERS) throw new NoAnswerError('too_many_headers', `More than ${MOST_HEADERS} header fields`)
}

/** Takes the parts of a body in, and refuses more than `MOST_BODY_BYTES` of them. */
export class BodySink {
  readonly #chunks: Buffer[] = []
  #bytes = 0

  /** @throws {NoAnswerError} when the body becomes too large */
  take(chunk: Buffer): void {
    this.#bytes += chunk.length
    if (this.#bytes > MOST_BODY_BYTES) throw new NoAnswerError('too_large', `A body of over ${MOST_BODY_BYTES} bytes`)
    if (this.#chunks.push(chunk) > MOST_PIECES)
      throw new NoAnswerError('too_large', `Over ${MOST_PIECES} pieces of a body`)
  }

  whole(): Buffer {
    const [only, ...more] = this.#chunks
    return only && more.length === 0 ? only : Buffer.concat(this.#chunks)
  }
}

/**
 * A body as text. We offer no encoding, so that a probe times the answer and not a decoder; where a server compresses
 * all the same, what comes out is held to the size that is allowed to come in.
 */
async function decodeBody(bytes: Uint8Array, encoding: string): Promise<string> {
  const name = encoding.trim().toLowerCase()
  if (bytes.length === 0 || name === 'identity' || name === '') return utf8(bytes)
  const decode = DECODERS.get(name)
  if (!decode)
    throw new NoAnswerError('protocol_error', `The answer is encoded as "${encoding}", which was not offered`)
  return utf8(await decode(bytes, { maxOutputLength: MOST_BODY_BYTES }))
}

const DECODERS = new Map([
  ['gzip', promisify(gunzip)],
  ['x-gzip', promisify(gunzip)],
  ['deflate', promisify(inflate)],
  ['br', promisify(brotliDecompress)],
])
