import { createHash, randomBytes } from 'node:crypto'
import type { Socket } from 'node:net'
import { type Answer, BARE_ANSWER, type Reply } from '#domain/answer.ts'
import type { AddressFamily } from '#domain/check.ts'
import { countHeaders, joined, readAnswer } from './answer.ts'
import { connectTo, hostOf, portOf } from './connector.ts'
import { encrypt } from './encryption.ts'
import { FrameReader, frameOf } from './frames.ts'
import type { Guard } from './guard.ts'
import { beginRequest, noteAnswer, type Told, TRACEPARENT, withTraceparent } from './http-span.ts'
import { askUpgrade, type Upgraded } from './http1.ts'
import type { Limits } from './limits.ts'
import { NoAnswerError } from './no-answer.ts'
import { refused } from './request.ts'
import { useWay, type Way } from './way.ts'

export interface Conversation {
  /** ws: or wss: */
  url: string
  /** By lower-case name. */
  headers: Readonly<Record<string, string>>
  /** The one message sent, as soon as the socket is open. */
  send: string
  isAnswer: (message: string) => boolean
  family: AddressFamily
}

/**
 * Says one thing over a WebSocket (RFC 6455) and hears what comes back; `Egress` says what counts as the answer.
 *
 * The protocol is our own: a client that answers every ping by itself, however many there are, stops the process.
 */
export async function converse(conversation: Conversation, limits: Limits, guard: Guard): Promise<Reply> {
  const url = URL.parse(conversation.url)
  if (!url || (url.protocol !== 'ws:' && url.protocol !== 'wss:')) return refused('Expected a URL of ws: or wss:')
  return useWay(limits, guard, (way) => talk(url, conversation, { ...way, hidden: limits.hidden ?? [] }))
}

async function talk(url: URL, conversation: Conversation, way: Way & Pick<Told, 'hidden'>): Promise<Answer> {
  const span = beginRequest(way.trace, { url, method: 'GET' }, { hidden: way.hidden, redirects: 0 })
  const socket = await open(url, conversation.family, way)
  const key = randomBytes(16).toString('base64')
  const headers = { 'user-agent': 'scopien-status', ...conversation.headers, ...handshakeOf(key) }
  const isOwn = Object.hasOwn(conversation.headers, TRACEPARENT)
  const sent = withTraceparent({ url, method: 'GET', headers, body: null }, span, isOwn)
  const shaken = await askUpgrade(socket, sent, { protocol: 'websocket', trace: way.trace })
  noteAnswer(span, 'status' in shaken ? shaken.status : 101, '1.1')
  const certificate = way.trace.seen().tls?.certificate ?? null
  if ('status' in shaken) {
    way.trace.note({ websocket: { status: shaken.status, upgraded: false } })
    return { ...(await readAnswer(shaken)), certificate }
  }
  expectShaken(shaken, key)
  way.trace.note({ websocket: { status: 101, upgraded: true } })
  const body = await hear(socket, shaken.head, conversation, way)
  return { ...BARE_ANSWER, status: 101, headers: {}, body, certificate }
}

async function open(url: URL, family: AddressFamily, way: Way): Promise<Socket> {
  const host = hostOf(url)
  const socket = await connectTo({ host, port: portOf(url), family }, way)
  if (url.protocol === 'ws:') return socket
  return encrypt(socket, { servername: host, clientCertificate: null, protocols: ['http/1.1'] }, way)
}

function handshakeOf(key: string): Record<string, string> {
  return { 'sec-websocket-key': key, 'sec-websocket-version': '13' }
}

/** Whether a server has understood the handshake, and does not go beyond what it was offered. */
function expectShaken({ rawHeaders }: Upgraded, key: string): void {
  countHeaders(rawHeaders)
  const headers = joined(rawHeaders)
  const accepted = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64')
  const upgraded = headers['upgrade']?.toLowerCase() === 'websocket' && headers['sec-websocket-accept'] === accepted
  const beyond = headers['sec-websocket-extensions'] ?? headers['sec-websocket-protocol']
  if (!upgraded || beyond) throw new NoAnswerError('protocol_error', 'The WebSocket handshake failed')
}

/** The message that is the answer; where none is, the last one when the socket closes or the time is up. */
function hear(
  socket: Socket,
  head: Buffer,
  { send, isAnswer }: Conversation,
  { deadline, trace }: Way,
): Promise<string> {
  trace.enter('transfer')
  return new Promise((resolve, reject) => {
    const reader = new FrameReader()
    let last: string | null = null
    const end = (silence: unknown) => {
      if (last === null) reject(silence)
      else resolve(last)
    }
    const take = (chunk: Buffer) => {
      try {
        for (const heard of reader.take(chunk)) {
          if (heard.kind === 'ping') socket.write(frameOf('pong', heard.payload))
          if (heard.kind === 'close') return end(closedEarly(heard.code))
          if (heard.kind !== 'message') continue
          last = heard.text
          if (isAnswer(last)) return resolve(last)
        }
      } catch (error) {
        // What is thrown in a listener would end the process.
        reject(error)
      }
    }
    deadline.hold({ destroy: (error) => error && end(error) })
    socket
      .on('data', take)
      .once('close', () => end(closedEarly(null)))
      .once('end', () => end(closedEarly(null)))
      .resume()
    socket.write(frameOf('text', Buffer.from(send)))
    take(head)
  }).then((body) => {
    trace.leave()
    socket.write(frameOf('close', NORMAL_CLOSURE))
    return String(body)
  })
}

/** Code 1000, as a close frame carries it. */
const NORMAL_CLOSURE = Buffer.from([0x03, 0xe8])

function closedEarly(code: number | null): NoAnswerError {
  const how = code === null ? '' : `, with code ${code}`
  return new NoAnswerError('connection_failed', `The socket closed before an answer${how}`)
}
