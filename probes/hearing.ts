import type { Socket } from 'node:net'
import { MOST_HEARD_BYTES } from './message.ts'
import { NoAnswerError } from './no-answer.ts'
import type { Trace } from './trace.ts'

/** Bytes heard one after another, up to a bound. */
export class Heard {
  readonly #most: number
  #buffer = Buffer.alloc(1024)
  #length = 0

  constructor(most = MOST_HEARD_BYTES) {
    this.#most = most
  }

  /** @throws {NoAnswerError} when there are too many */
  take(chunk: Uint8Array): void {
    const length = this.#length + chunk.length
    if (length > this.#most) throw new NoAnswerError('too_large', `More than ${this.#most} bytes`)
    if (length > this.#buffer.length) this.#grow(length)
    this.#buffer.set(chunk, this.#length)
    this.#length = length
  }

  bytes(): Buffer {
    return this.#buffer.subarray(0, this.#length)
  }

  /** At least twice as large, so that a byte at a time does not copy all of it each time. */
  #grow(length: number): void {
    const wider = Buffer.alloc(Math.max(length, this.#buffer.length * 2))
    wider.set(this.bytes())
    this.#buffer = wider
  }
}

/**
 * Sends, and listens until what was heard is whole.
 *
 * @param payload  `null` sends nothing, and waits for the other side to begin
 * @throws {NoAnswerError} when the socket ends before, or there is too much
 */
export async function exchange(
  socket: Socket,
  payload: Uint8Array | null,
  { heard, isWhole, trace }: { heard: Heard; isWhole: (heard: Buffer) => boolean; trace: Trace },
): Promise<void> {
  trace.enter('processing')
  let hear: (chunk: Buffer) => void = () => {}
  const whole = new Promise<void>((resolve, reject) => {
    hear = (chunk) => {
      if (trace.phase() === 'processing') trace.enter('transfer')
      try {
        heard.take(chunk)
        if (isWhole(heard.bytes())) resolve()
      } catch (error) {
        reject(error)
      }
    }
    socket.once('error', reject)
    socket.once('end', () => reject(new NoAnswerError('connection_failed', 'The connection ended before the answer')))
  })
  // Resumed, since an exchange before this one left it paused.
  socket.on('data', hear).resume()
  if (payload) socket.write(payload)
  await whole
  socket.pause().off('data', hear)
  trace.leave()
}
