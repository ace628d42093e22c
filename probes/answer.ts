import { promisify } from 'node:util'
import { brotliDecompress, gunzip, inflate } from 'node:zlib'
import type { Dispatcher } from 'undici'
import type { Answer } from '#domain/judge-answer.ts'
import { NoAnswerError } from './no-answer.ts'

/** The most that is read of an answer, compressed or not. */
export const MOST_BODY_BYTES = 1024 * 1024

type RawHeaders = Dispatcher.ResponseData['headers']

/**
 * An answer as the judge reads it: header fields joined, the body as text.
 *
 * @throws {NoAnswerError} when the body has an encoding that we have no decoder for
 */
export async function readAnswer(status: number, rawHeaders: RawHeaders, bytes: Uint8Array): Promise<Answer> {
  const headers = joined(rawHeaders)
  return { status, headers, body: await decodeBody(bytes, headers['content-encoding']) }
}

/** Bytes as text. Those that are not UTF-8 become replacement characters; a byte order mark is dropped. */
export function utf8(bytes: Uint8Array | ArrayBuffer): string {
  return new TextDecoder().decode(bytes)
}

/** Header fields by lower-case name, repeated ones joined as RFC 9110 allows. */
function joined(headers: RawHeaders): Record<string, string> {
  const fields = Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value])
  return Object.fromEntries(fields.map(([name, value]) => [name, value ?? '']))
}

/**
 * A body as text. We offer no encoding, so that a probe times the answer and not a decoder; where a server compresses
 * all the same, what comes out is held to the size that is allowed to come in.
 */
async function decodeBody(bytes: Uint8Array, encoding = 'identity'): Promise<string> {
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
