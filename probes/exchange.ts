import type { Socket } from 'node:net'
import type { Dispatcher } from 'undici'
import { BodySink, countHeaders, MOST_HEADER_BYTES } from './answer.ts'
import type { RawAnswer } from './line.ts'
import { NoAnswerError } from './no-answer.ts'
import type { Trace } from './trace.ts'

/** How many interim answers (1xx) are passed over. */
export const MOST_INTERIM = 100

/** What may come beside a body: a head as it is on the wire, chunk framing and extensions, trailers. */
const MOST_FRAMING_BYTES = 4 * MOST_HEADER_BYTES

export interface Ends {
  resolve: (answer: RawAnswer) => void
  reject: (error: unknown) => void
}

type Controller = Dispatcher.DispatchController

/** Reads one answer from what undici tells of it, within bounds; the socket tells when its first byte came. */
export class Exchange implements Dispatcher.DispatchHandler {
  readonly #socket: Socket
  readonly #trace: Trace
  readonly #ends: Ends
  readonly #body = new BodySink()
  #answer: Omit<RawAnswer, 'body'> | null = null
  #interim = 0
  /** Bytes since the last head that are no part of a body. */
  #framing = 0

  constructor(socket: Socket, trace: Trace, ends: Ends) {
    this.#socket = socket
    this.#trace = trace
    this.#ends = ends
    // Not `on`, which would make the socket flow past undici.
    socket.prependListener('data', this.#hear)
    // undici takes a body that has no length for whole when it is reset.
    socket.prependListener('error', this.#fail)
  }

  onRequestStart(): void {}

  onResponseStart(controller: Controller, status: number): void {
    this.#framing = 0
    if (status < 200) this.#passOver()
    else this.#begin(status, textsOf(controller.rawHeaders))
  }

  onResponseData(_controller: Controller, chunk: Buffer): void {
    this.#framing -= chunk.length
    this.#body.take(chunk)
  }

  onResponseEnd(): void {
    this.#leave()
    this.#trace.leave()
    if (this.#answer) this.#ends.resolve({ ...this.#answer, body: this.#body.whole() })
  }

  onResponseError(_controller: Controller, error: Error): void {
    this.#fail(error)
  }

  readonly #hear = (chunk: Buffer): void => {
    if (this.#trace.phase() === 'processing') this.#trace.enter('transfer')
    // What came before is parsed by now; this chunk is not.
    if (this.#framing > MOST_FRAMING_BYTES)
      this.#socket.destroy(new NoAnswerError('too_large', `Over ${MOST_FRAMING_BYTES} bytes around a body`))
    this.#framing += chunk.length
  }

  readonly #fail = (error: Error): void => {
    this.#leave()
    this.#ends.reject(failure(error, this.#answer !== null))
  }

  #begin(status: number, rawHeaders: string[]): void {
    if (this.#trace.phase() === 'processing') this.#trace.enter('transfer')
    countHeaders(rawHeaders)
    this.#answer = { status, rawHeaders }
  }

  #leave(): void {
    this.#socket.removeListener('data', this.#hear)
    this.#socket.removeListener('error', this.#fail)
  }

  /** An interim answer is none: the wait goes on. */
  #passOver(): void {
    if (++this.#interim > MOST_INTERIM)
      throw new NoAnswerError('protocol_error', `More than ${MOST_INTERIM} interim answers`)
    this.#trace.enter('processing')
  }
}

/** What undici calls the ways in which an answer fails, in our words. */
function failure(error: Error, begun: boolean): Error {
  const code = 'code' in error ? error.code : undefined
  const as = (reason: 'too_large' | 'protocol_error' | 'connection_failed') =>
    new NoAnswerError(reason, error.message, { cause: error })
  if (code === 'UND_ERR_HEADERS_OVERFLOW') return as('too_large')
  // It tells of an answer that it refuses by words only: `bad response` and `bad upgrade`.
  if (code === 'UND_ERR_SOCKET') return as(error.message.startsWith('bad ') ? 'protocol_error' : 'connection_failed')
  // Once the head is read, the length can only be wrong because the end came too soon.
  if (code === 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH') return as(begun ? 'connection_failed' : 'protocol_error')
  if (error.name !== 'HTTPParserError') return error
  // The parser was at no byte, but at the end of the connection.
  return as('data' in error && error.data === '' ? 'connection_failed' : 'protocol_error')
}

/** Header fields as Node gives them: Latin-1, without the spaces around. */
function textsOf(raw: Controller['rawHeaders']): string[] {
  return Array.isArray(raw) ? raw.map((field) => (typeof field === 'string' ? field : latin1(field))) : []
}

/** By hand, since a pattern takes quadratic time for spaces without end. */
function latin1(field: Buffer): string {
  let end = field.length
  while (end > 0 && (field[end - 1] === 0x20 || field[end - 1] === 0x09)) end--
  return field.toString('latin1', 0, end)
}
