import { type BodySink, MOST_HEADER_BYTES } from './answer.ts'
import { NoAnswerError } from './no-answer.ts'

/** What may come around the bytes of a body: sizes, extensions and trailers. */
const MOST_FRAMING_BYTES = 4 * MOST_HEADER_BYTES
const SIZE_LINE = /^([0-9a-f]{1,8})[ \t]*(?:;[^\0\r\n]*)?$/i
const LF = 0x0a

/** Which part of a chunk comes next. */
type Next = 'size' | 'data' | 'end of data' | 'trailer' | 'nothing'

/** Takes a body in that comes in chunks (RFC 9112, 7.1), within bounds. Trailers are read and dropped. */
export class ChunkReader {
  readonly #body: BodySink
  #next: Next = 'size'
  /** Bytes of data that the chunk still has. */
  #left = 0
  /** A line whose end has not come yet. */
  #line = ''
  #framing = 0

  constructor(body: BodySink) {
    this.#body = body
  }

  /** Whether the last chunk and all trailers have come. */
  isWhole(): boolean {
    return this.#next === 'nothing'
  }

  /**
   * Takes bytes of the connection; gives those that come after the body.
   *
   * @throws {NoAnswerError} when they are no chunks, or too much
   */
  take(bytes: Buffer): Buffer {
    let at = 0
    while (at < bytes.length && this.#next !== 'nothing')
      at = this.#next === 'data' ? this.#takeData(bytes, at) : this.#takeLine(bytes, at)
    return bytes.subarray(at)
  }

  #takeData(bytes: Buffer, at: number): number {
    const end = Math.min(at + this.#left, bytes.length)
    this.#body.take(bytes.subarray(at, end))
    this.#left -= end - at
    if (this.#left === 0) this.#next = 'end of data'
    return end
  }

  #takeLine(bytes: Buffer, at: number): number {
    const lf = bytes.indexOf(LF, at)
    const end = lf < 0 ? bytes.length : lf + 1
    this.#framing += end - at
    if (this.#framing > MOST_FRAMING_BYTES)
      throw new NoAnswerError('too_large', `Over ${MOST_FRAMING_BYTES} bytes around a body`)
    this.#line += bytes.toString('latin1', at, end)
    if (lf >= 0) {
      if (!this.#line.endsWith('\r\n')) throw new NoAnswerError('protocol_error', 'A line of a chunk has no CRLF')
      this.#next = this.#after(this.#line.slice(0, -2))
      this.#line = ''
    }
    return end
  }

  /** What comes after a line. */
  #after(line: string): Next {
    if (this.#next === 'trailer') return line === '' ? 'nothing' : 'trailer'
    if (this.#next === 'end of data') {
      if (line !== '') throw new NoAnswerError('protocol_error', 'A chunk is longer than it says')
      return 'size'
    }
    const size = SIZE_LINE.exec(line)?.[1]
    if (size === undefined) throw new NoAnswerError('protocol_error', `Expected the size of a chunk, got ${line}`)
    this.#left = Number.parseInt(size, 16)
    return this.#left === 0 ? 'trailer' : 'data'
  }
}
