import type { Socket } from 'node:net'
import { type Answer, BARE_ANSWER, type Reply } from '#domain/answer.ts'
import { connectTo } from './connector.ts'
import { encrypt } from './encryption.ts'
import type { Guard } from './guard.ts'
import { exchange, Heard } from './hearing.ts'
import type { Limits } from './limits.ts'
import type { Endpoint } from './message.ts'
import { NoAnswerError } from './no-answer.ts'
import type { Trace } from './trace.ts'
import { useWay, type Way } from './way.ts'

export interface Handshake extends Endpoint {
  /** The name that the certificate must be for. */
  servername: string
  /** What is spoken before TLS begins; `null` when nothing is. */
  starttls: 'smtp' | null
}

/** Makes a TLS connection and ends it: what its certificate says. */
export function shakeHands(handshake: Handshake, limits: Limits, guard: Guard): Promise<Reply> {
  return useWay(limits, guard, (way) => certificateAt(handshake, way))
}

async function certificateAt(handshake: Handshake, way: Way): Promise<Answer> {
  const { servername, starttls } = handshake
  const socket = await connectTo(handshake, way)
  if (starttls) await startTls(socket, way.trace)
  await encrypt(socket, { servername, clientCertificate: null, protocols: [] }, way)
  return { ...BARE_ANSWER, certificate: way.trace.seen().tls?.certificate ?? null }
}

/** Asks an SMTP server to go on in TLS (RFC 3207). */
async function startTls(socket: Socket, trace: Trace): Promise<void> {
  const say = (line: string | null) => sayTo(socket, line, trace)
  expectCode('220', await say(null))
  const offered = await say('EHLO status.invalid')
  expectCode('250', offered)
  if (!/^250[- ]STARTTLS\r?$/im.test(offered)) throw new NoAnswerError('tls_failed', 'The server offers no STARTTLS')
  const begun = await say('STARTTLS')
  expectCode('220', begun)
  // What follows before TLS was not said by whom the certificate names.
  if (begun.trimEnd().includes('\n')) throw new NoAnswerError('protocol_error', 'More than an answer to STARTTLS')
}

async function sayTo(socket: Socket, line: string | null, trace: Trace): Promise<string> {
  const heard = new Heard()
  await exchange(socket, line === null ? null : Buffer.from(`${line}\r\n`), { heard, isWhole: endsReply, trace })
  return heard.bytes().toString('latin1')
}

/** A reply ends with the line that has no hyphen after its code. */
function endsReply(heard: Buffer): boolean {
  if (heard.at(-1) !== 0x0a) return false
  const last = heard.subarray(heard.lastIndexOf(0x0a, -2) + 1).toString('latin1')
  // What is no SMTP at all is not waited for.
  return !/^\d{3}-/.test(last)
}

function expectCode(code: string, reply: string): void {
  if (!reply.startsWith(code)) throw new NoAnswerError('protocol_error', `SMTP: expected ${code}, got ${reply}`)
}
