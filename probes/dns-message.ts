import { type Answer, type DecodedPacket, decode, encode, RECURSION_DESIRED, TRUNCATED_RESPONSE } from 'dns-packet'
import type { DnsType } from '#domain/check.ts'
import { messageOf } from '#domain/message-of.ts'
import type { Observed } from '#domain/observed.ts'
import { recordText } from './dns-record.ts'
import { NoAnswerError } from './no-answer.ts'

export interface Question {
  /** What tells its answer from others, 16 bits, best random. */
  id: number
  name: string
  type: DnsType
}

/** What a resolver answered. */
export interface DnsAnswer {
  rcode: string
  /** Those of the type asked for, as `dig +short` prints them, sorted: their order has no meaning. */
  records: readonly string[]
  seen: NonNullable<Observed['dns']>
}

const HEADER_BYTES = 12
/** What fits into one packet wherever it goes (DNS flag day 2020). */
const UDP_PAYLOAD_BYTES = 1232
const RCODES = 'NOERROR FORMERR SERVFAIL NXDOMAIN NOTIMP REFUSED YXDOMAIN YXRRSET NXRRSET NOTAUTH NOTZONE'.split(' ')
const BADVERS = 16

/** A question as it is sent over UDP: recursion desired, EDNS offered. */
export function encodeQuestion({ id, name, type }: Question): Uint8Array {
  const edns = { udpPayloadSize: UDP_PAYLOAD_BYTES, extendedRcode: 0, ednsVersion: 0, flags: 0, flag_do: false }
  return encode({
    type: 'query',
    id,
    flags: RECURSION_DESIRED,
    questions: [{ name, type }],
    additionals: [{ type: 'OPT', name: '.', options: [], ...edns }],
  })
}

/**
 * Whether a packet answers a question: a response with its id that repeats it. A failure may leave the question out,
 * and one that cannot be read is an answer too, though a broken one.
 */
export function isAnswerTo(question: Question, packet: Uint8Array): boolean {
  const bytes = view(packet)
  if (bytes.length < HEADER_BYTES || bytes.readUInt16BE(0) !== question.id || !(bytes.readUInt8(2) & 0x80)) return false
  const asked = questionOf(bytes)
  if (asked === undefined) return true
  if (asked === null) return (bytes.readUInt8(3) & 0xf) !== 0
  return asked.type === question.type && canonical(asked.name) === canonical(question.name)
}

/** Whether an answer was too long for its packet. */
export function isTruncated(packet: Uint8Array): boolean {
  return packet.length >= HEADER_BYTES && (view(packet).readUInt16BE(2) & TRUNCATED_RESPONSE) !== 0
}

/**
 * Reads an answer.
 *
 * @throws {NoAnswerError} `protocol_error` when it cannot be read: its lengths are wrong, or a name points to itself
 */
export function decodeAnswer(packet: Uint8Array, { type }: Question): DnsAnswer {
  const bytes = view(packet)
  const { flags = 0, answers = [], authorities = [], additionals = [] } = read(bytes)
  const rcode = rcodeName(flags & 0xf, additionals)
  const mine = answers.filter((record) => record.type === type)
  const serial = mine.map((record) => (record.type === 'SOA' ? record.data.serial : undefined))[0] ?? null
  const counts = { answers: answers.length, authorities: authorities.length, additionals: additionals.length }
  return { rcode, records: mine.map(recordText).sort(), seen: { rcode, ...counts, serial } }
}

function read(bytes: Buffer): DecodedPacket {
  try {
    const packet = decode(bytes)
    // The decoder trusts the type of a record for its length; a record that says another is a lie.
    if (decode.bytes !== bytes.length || !isWhole(bytes)) throw new RangeError('its lengths do not agree')
    return packet
  } catch (cause) {
    const why = messageOf(cause)
    throw new NoAnswerError('protocol_error', `The answer cannot be read: ${why}`, { cause })
  }
}

/** Whether the lengths that a packet states add up to its own. */
function isWhole(bytes: Buffer): boolean {
  const [questions, ...records] = [4, 6, 8, 10].map((at) => bytes.readUInt16BE(at))
  let at = HEADER_BYTES
  for (let left = questions ?? 0; left > 0; left--) at = afterName(bytes, at) + 4
  for (let left = records.reduce((sum, count) => sum + count, 0); left > 0; left--) {
    const fixed = afterName(bytes, at)
    at = fixed + 10 + bytes.readUInt16BE(fixed + 8)
  }
  return at === bytes.length
}

/** Where a name ends: after its last label, or after the pointer that stands for the rest. */
function afterName(bytes: Buffer, from: number): number {
  let at = from
  for (let length = bytes.readUInt8(at); length > 0; length = bytes.readUInt8(at)) {
    if (length >= 0xc0) return at + 2
    at += 1 + length
  }
  return at + 1
}

/** The one question that a packet repeats; `null` when it repeats none, `undefined` when it cannot be read. */
function questionOf(bytes: Buffer): { name: string; type: string } | null | undefined {
  const count = bytes.readUInt16BE(4)
  if (count === 0) return null
  try {
    const head = Buffer.from(bytes.subarray(0, afterName(bytes, HEADER_BYTES) + 4))
    head.writeUInt16BE(1, 4)
    head.fill(0, 6, HEADER_BYTES)
    return decode(head).questions?.[0]
  } catch {
    return undefined
  }
}

/** Its upper eight bits, where there are any, are in the OPT record. */
function rcodeName(low: number, additionals: readonly Answer[]): string {
  const high = additionals.map((record) => (record.type === 'OPT' ? record.extendedRcode : 0)).find((bits) => bits > 0)
  const rcode = ((high ?? 0) << 4) | low
  return rcode === BADVERS ? 'BADVERS' : (RCODES[rcode] ?? `RCODE_${rcode}`)
}

function canonical(name: string): string {
  return name.toLowerCase().replace(/\.$/, '')
}

function view(packet: Uint8Array): Buffer {
  return Buffer.from(packet.buffer, packet.byteOffset, packet.byteLength)
}
