import { createHash } from 'node:crypto'
import type { Socket } from 'node:net'
import { deflateRawSync } from 'node:zlib'
import { Secret } from '#domain/secret.ts'
import { dnsCheck, tcpCheck, webSocketCheck } from '../checks.ts'
import { answering, pour, type Running, saying, tcp, udp } from './listen.ts'
import { type HostileTarget, TIMEOUT_MS } from './target.ts'

function webSocket(name: string, reason: string | null, server: () => Promise<Running>): HostileTarget {
  const check = (port: number) => webSocketCheck(`ws://127.0.0.1:${port}/`, { timeoutMs: TIMEOUT_MS })
  return { name: `WebSocket: ${name}`, reason, server, check }
}

/** A server that shakes hands, and then does as it likes. */
function shaken(talk: (socket: Socket) => void, extension = ''): () => Promise<Running> {
  return () =>
    answering((socket, heard) => {
      const [, key = ''] = /^sec-websocket-key: (.*)\r$/im.exec(heard.toString()) ?? []
      const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64')
      const head = 'HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n'
      socket.write(`${head}${extension}sec-websocket-accept: ${accept}\r\n\r\n`)
      talk(socket)
    })
}

/** A frame of a WebSocket (RFC 6455, 5.2), unmasked as a server sends it. */
function frame(first: number, payload: Uint8Array | string): Buffer {
  const body = Buffer.from(payload)
  const head =
    body.length < 126
      ? Buffer.from([first, body.length])
      : Buffer.from([first, 126, body.length >> 8, body.length & 255])
  return Buffer.concat([head, body])
}

const TEXT = 0x81
const COMPRESSED_TEXT = 0xc1
const PING = 0x89
const DEFLATE = 'sec-websocket-extensions: permessage-deflate\r\n'

function connection(name: string, reason: string, server: () => Promise<Running>): HostileTarget {
  const check = (port: number) =>
    tcpCheck('127.0.0.1', port, { send: new Secret('PING\r\n'), answer: '+PONG', timeoutMs: TIMEOUT_MS })
  return { name: `TCP: ${name}`, reason, server, check }
}

function dns(name: string, reason: string, answer: (query: Buffer) => readonly Buffer[], afterMs = 0): HostileTarget {
  const server = () => udp((query, reply) => setTimeout(() => answer(query).forEach(reply), afterMs))
  const check = (port: number) =>
    dnsCheck('good.example', 'A', { resolver: { host: '127.0.0.1', port }, timeoutMs: TIMEOUT_MS })
  return { name: `DNS: ${name}`, reason, server, check }
}

/** An answer to a query: its header and question, one answer that begins with a name, and then these bytes. */
function answered(query: Buffer, name: readonly number[], rest: readonly number[]): Buffer {
  const head = Buffer.from(query.subarray(0, 12))
  head.writeUInt16BE(0x8180, 2)
  head.writeUInt16BE(1, 6)
  head.writeUInt16BE(0, 10)
  const question = query.subarray(12, query.indexOf(0, 12) + 5)
  return Buffer.concat([head, question, Buffer.from(name), Buffer.from(rest)])
}

/** Type A, class IN, a time to live, a length and an address. */
const ADDRESS = [0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 192, 0, 2, 1]
const withId = (packet: Buffer, id: number) => Buffer.concat([Buffer.from([id >> 8, id & 255]), packet.subarray(2)])
/** Where the name of the first answer begins, for a question of `good.example`. */
const FIRST_ANSWER = 12 + 14 + 4

export const MESSAGE_TARGETS: readonly HostileTarget[] = [
  webSocket(
    'answers and never closes',
    null,
    shaken((socket) => socket.write(frame(TEXT, '{"answer":1}'))),
  ),
  webSocket(
    'says something else and never closes',
    'unexpected_answer',
    shaken((socket) => socket.write(frame(TEXT, 'no'))),
  ),
  webSocket(
    'silent after the handshake',
    'timeout',
    shaken(() => {}),
  ),
  webSocket('never shakes hands', 'timeout', () => tcp(() => {})),
  webSocket('a false handshake', 'protocol_error', () =>
    saying('HTTP/1.1 101 X\r\nupgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-accept: x\r\n\r\n'),
  ),
  webSocket(
    'messages without end',
    'too_large',
    shaken((socket) => pour(socket, frame(TEXT, 'x'.repeat(10_000)))),
  ),
  webSocket(
    'pings without end',
    'too_large',
    shaken((socket) => pour(socket, Buffer.concat(Array(100).fill(frame(PING, 'x'))))),
  ),
  webSocket(
    'a message that lies in length',
    'too_large',
    shaken((socket) => socket.write(Buffer.from([TEXT, 127, 0x7f, 255, 255, 255, 255, 255, 255, 255]))),
  ),
  webSocket(
    'a compressed bomb',
    'protocol_error',
    shaken(
      (socket) =>
        socket.write(frame(COMPRESSED_TEXT, deflateRawSync(Buffer.alloc(50 * 1024 * 1024)).subarray(0, 60_000))),
      DEFLATE,
    ),
  ),
  connection('never answers', 'timeout', () => tcp(() => {})),
  connection('answers without end', 'too_large', () => tcp((socket) => pour(socket, Buffer.alloc(10_000, 'x')))),
  connection('RST after the question', 'connection_failed', () => answering((socket) => socket.resetAndDestroy())),
  dns('answers late', 'timeout', (query) => [answered(query, [0xc0, 12], ADDRESS)], TIMEOUT_MS + 300),
  dns('a name that points to itself', 'protocol_error', (query) => [answered(query, [0xc0, FIRST_ANSWER], ADDRESS)]),
  dns('lies in length', 'protocol_error', (query) => [
    answered(query, [0xc0, 12], [...ADDRESS.slice(0, 8), 255, 255, 1]),
  ]),
  dns('answers to what was not asked', 'timeout', (query) => [
    withId(answered(query, [0xc0, 12], ADDRESS), query.readUInt16BE(0) ^ 1),
  ]),
  dns('nonsense', 'timeout', () => [Buffer.from('nonsense'), Buffer.alloc(0)]),
]
