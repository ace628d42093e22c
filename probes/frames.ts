import { isUtf8 } from 'node:buffer'
import { randomBytes } from 'node:crypto'
import { MOST_BODY_BYTES, utf8 } from './answer.ts'
import { NoAnswerError } from './no-answer.ts'

/** What kinds of frames there are (RFC 6455, 5.2). */
const OPCODES = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 }
const FINAL = 0x80
const MASKED = 0x80
/** The most frames of a conversation: each costs time, however small it is. */
const MOST_FRAMES = 10_000
/** The most of them that want something of us: each ping is answered. */
const MOST_CONTROLS = 100

/** What a frame says once it is whole. */
export type Heard =
  | { kind: 'message'; text: string }
  | { kind: 'ping'; payload: Buffer }
  | { kind: 'close'; code: number | null }

interface Frame {
  final: boolean
  opcode: number
  payload: Buffer
  /** Of the whole frame, in bytes. */
  length: number
}

/** Reads what a server says over a WebSocket. Extensions are not offered, so that none may be used. */
export class FrameReader {
  #chunks: Buffer[] = []
  #pending = 0
  /** How many bytes there must be before it is worth to look again. */
  #needed = 2
  /** The parts of a message that is not whole yet; `null` between two messages. */
  #parts: Buffer[] | null = null
  #isText = false
  #bytes = 0
  #frames = 0
  #controls = 0

  /**
   * What is whole with these bytes, one thing after another.
   *
   * @throws {NoAnswerError} when the bytes break the protocol, or there are too many
   */
  take(chunk: Buffer): Iterable<Heard> {
    this.#chunks.push(chunk)
    this.#pending += chunk.length
    return this.#pending < this.#needed ? [] : this.#read(Buffer.concat(this.#chunks))
  }

  *#read(bytes: Buffer): Generator<Heard> {
    let rest = bytes
    for (let frame = this.#next(rest); frame; frame = this.#next(rest)) {
      rest = rest.subarray(frame.length)
      const heard = this.#hear(frame)
      if (heard) yield heard
    }
    this.#chunks = [rest]
    this.#pending = rest.length
  }

  /** The next frame, refused as soon as it says that it is too long; `null` when it is not whole yet. */
  #next(rest: Buffer): Frame | null {
    const [first = 0, second = 0] = rest
    const size = sizeOf(rest)
    this.#needed = size ? size.head + size.payload : rest.length + 1
    if (!size) return null
    if ((first & 0x70) !== 0 || (second & MASKED) !== 0) throw broken('A frame with bits that a server may not set')
    if (this.#bytes + size.payload > MOST_BODY_BYTES) throw tooMuch(`More than ${MOST_BODY_BYTES} bytes of messages`)
    if (rest.length < this.#needed) return null
    this.#bytes += size.payload
    if (++this.#frames > MOST_FRAMES) throw tooMuch(`More than ${MOST_FRAMES} frames`)
    const payload = rest.subarray(size.head, this.#needed)
    return { final: (first & FINAL) !== 0, opcode: first & 15, payload, length: this.#needed }
  }

  #hear(frame: Frame): Heard | null {
    const { opcode, payload, final } = frame
    if (opcode < OPCODES.close) return this.#join(frame)
    if (++this.#controls > MOST_CONTROLS) throw tooMuch(`More than ${MOST_CONTROLS} control frames`)
    if (!final || payload.length > 125) throw broken('A control frame in parts, or too long')
    if (opcode === OPCODES.ping) return { kind: 'ping', payload }
    if (opcode === OPCODES.close) return { kind: 'close', code: payload.length >= 2 ? payload.readUInt16BE(0) : null }
    if (opcode !== OPCODES.pong) throw broken('A frame of no known kind')
    return null
  }

  #join({ opcode, payload, final }: Frame): Heard | null {
    if (opcode > OPCODES.binary || (opcode === OPCODES.continuation) !== (this.#parts !== null))
      throw broken('A frame out of place')
    if (opcode !== OPCODES.continuation) this.#isText = opcode === OPCODES.text
    this.#parts ??= []
    this.#parts.push(payload)
    if (!final) return null
    const whole = Buffer.concat(this.#parts)
    this.#parts = null
    if (this.#isText && !isUtf8(whole)) throw broken('A text that is not UTF-8')
    return { kind: 'message', text: utf8(whole) }
  }
}

/** How long a frame's head and payload are; `null` when its length has not come yet. */
function sizeOf(bytes: Buffer): { head: number; payload: number } | null {
  const [, second] = bytes
  if (second === undefined) return null
  const short = second & 127
  if (short < 126) return { head: 2, payload: short }
  if (short === 126) return bytes.length < 4 ? null : { head: 4, payload: bytes.readUInt16BE(2) }
  return bytes.length < 10 ? null : { head: 10, payload: Number(bytes.readBigUInt64BE(2)) }
}

/** A frame as a client sends it: whole, and masked. */
export function frameOf(kind: 'text' | 'close' | 'pong', payload: Uint8Array): Buffer {
  const mask = randomBytes(4)
  const masked = Buffer.from(payload)
  for (const [index, byte] of masked.entries()) masked[index] = byte ^ (mask[index & 3] ?? 0)
  return Buffer.concat([headOf(FINAL | OPCODES[kind], payload.length), mask, masked])
}

function headOf(first: number, length: number): Buffer {
  if (length < 126) return Buffer.from([first, MASKED | length])
  const head = Buffer.alloc(length < 0x1_0000 ? 4 : 10)
  head.writeUInt8(first, 0)
  head.writeUInt8(MASKED | (length < 0x1_0000 ? 126 : 127), 1)
  if (length < 0x1_0000) head.writeUInt16BE(length, 2)
  else head.writeBigUInt64BE(BigInt(length), 2)
  return head
}

function broken(message: string): NoAnswerError {
  return new NoAnswerError('protocol_error', message)
}

function tooMuch(message: string): NoAnswerError {
  return new NoAnswerError('too_large', message)
}
