import { BodySink, countHeaders, MOST_HEADER_BYTES } from './answer.ts'
import { type AnswerHead, parseHead } from './answer-head.ts'
import { ChunkReader } from './chunks.ts'
import { Heard } from './hearing.ts'
import type { RawAnswer } from './line.ts'
import { NoAnswerError } from './no-answer.ts'

/** How many interim answers (1xx) are passed over. */
const MOST_INTERIM = 100
const END_OF_HEAD = Buffer.from('\r\n\r\n')
const BEGINNING = 'HTTP/1.'
const [CR, LF] = [0x0d, 0x0a]
const NOTHING = Buffer.alloc(0)

/** Reads one answer over HTTP/1.1 from the bytes of a connection, however they are cut, within bounds. */
export class AnswerReader {
  readonly #method: string
  readonly #upgrading: boolean
  readonly #body = new BodySink()
  /** Bytes of a head whose end has not come yet. */
  #held: Heard | null = null
  #head: AnswerHead | null = null
  #chunks: ChunkReader | null = null
  /** Bytes of the body that are still to come, where it has a length. */
  #left = 0
  #interim = 0
  #rest: Buffer = NOTHING

  /** @param upgrading  whether 101 ends HTTP on the connection, as was asked for */
  constructor(method: string, upgrading = false) {
    this.#method = method
    this.#upgrading = upgrading
  }

  /** Whether nothing of the answer has come yet but interim ones. */
  isWaiting(): boolean {
    return this.#head === null && this.#held === null
  }

  /** Whether the connection can be asked again after this answer: it stays open, and holds nothing more. */
  leavesOpen(): boolean {
    return this.#head?.persists === true && this.#rest.length === 0
  }

  /** What came after the answer. */
  rest(): Buffer {
    return this.#rest
  }

  /**
   * Takes bytes in.
   *
   * @returns whether the answer is whole
   * @throws {NoAnswerError} when it is no answer, or too much of one
   */
  take(bytes: Buffer): boolean {
    let left = bytes
    while (this.#head === null) {
      const after = this.#takeHead(left)
      if (after === null) return false
      left = after
    }
    return this.#takeBody(this.#head, left)
  }

  /**
   * The connection has ended.
   *
   * @returns whether that makes the answer whole
   * @throws {NoAnswerError} `connection_failed` when more of it was to come
   */
  end(): boolean {
    if (this.#head?.framing === 'close') return true
    const where = this.#head ? 'within the body' : 'before an answer'
    throw new NoAnswerError('connection_failed', `The connection ended ${where}`)
  }

  /** The answer, once it is whole. */
  answer(): RawAnswer {
    const { status = 0, rawHeaders = [] } = this.#head ?? {}
    return { status, rawHeaders, body: this.#body.whole() }
  }

  /** Takes a head in, and gives what comes after it; `null` while its end has not come. */
  #takeHead(bytes: Buffer): Buffer | null {
    if (bytes.length === 0) return null
    const before = this.#held?.bytes().length ?? 0
    this.#held?.take(bytes)
    const all = this.#held?.bytes() ?? bytes
    const end = all.indexOf(END_OF_HEAD, Math.max(before - 3, 0))
    if ((end < 0 ? all.length : end) > MOST_HEADER_BYTES) throw tooLarge()
    if (end < 0) {
      expectHttp(all)
      this.#held ??= heldFrom(bytes)
      return null
    }
    const head = parseHead(all.toString('latin1', 0, end), this.#method)
    this.#held = null
    this.#begin(head)
    return bytes.subarray(end + END_OF_HEAD.length - before)
  }

  #begin(head: AnswerHead): void {
    if (head.status >= 200 || (head.status === 101 && this.#upgrading)) {
      countHeaders(head.rawHeaders)
      this.#head = head
      if (head.framing === 'chunks') this.#chunks = new ChunkReader(this.#body)
      else if (head.framing !== 'close') this.#left = head.framing
      return
    }
    if (head.status === 101) throw new NoAnswerError('protocol_error', 'An upgrade that was not asked for')
    if (++this.#interim > MOST_INTERIM)
      throw new NoAnswerError('protocol_error', `More than ${MOST_INTERIM} interim answers`)
  }

  #takeBody({ framing }: AnswerHead, bytes: Buffer): boolean {
    if (this.#chunks) {
      this.#rest = this.#chunks.take(bytes)
      return this.#chunks.isWhole()
    }
    const taken = framing === 'close' ? bytes.length : Math.min(this.#left, bytes.length)
    if (taken > 0) this.#body.take(bytes.subarray(0, taken))
    this.#left -= taken
    this.#rest = bytes.subarray(taken)
    return framing !== 'close' && this.#left === 0
  }
}

/** What cannot become an answer is told at once, and not at the deadline. */
function expectHttp(bytes: Buffer): void {
  const begun = bytes.toString('latin1', 0, BEGINNING.length)
  const lf = bytes.indexOf(LF)
  if (BEGINNING.startsWith(begun) && (lf < 0 || bytes[lf - 1] === CR)) return
  throw new NoAnswerError('protocol_error', `Expected an answer of HTTP/1.1, got ${bytes.toString('latin1', 0, 40)}`)
}

function heldFrom(bytes: Buffer): Heard {
  const held = new Heard(2 * MOST_HEADER_BYTES)
  held.take(bytes)
  return held
}

function tooLarge(): NoAnswerError {
  return new NoAnswerError('too_large', `A head of over ${MOST_HEADER_BYTES} bytes`)
}
