import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { Client } from 'undici'
import { BodySink, countHeaders, MOST_HEADER_BYTES } from './answer.ts'
import { type Ends, Exchange, MOST_INTERIM } from './exchange.ts'
import type { Line, RawAnswer, Sent } from './line.ts'
import { NoAnswerError } from './no-answer.ts'
import type { Trace } from './trace.ts'

/** undici knows no name: the socket is connected, guarded and encrypted already, and `host` is a field. */
const ORIGIN = 'http://connected.invalid'
/** A kept connection ends when its server says so, not by a timer; the most that a timer takes. */
const NEVER_MS = 2 ** 31 - 1
/** Fields that undici writes itself, or refuses. */
const OF_THE_CONNECTION = ['connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'expect', 'content-length']

/**
 * HTTP/1.1 over a connected socket, by a client of undici that has this socket and makes no other. It passes over every
 * interim answer but `100 Continue`, which it refuses since we never ask for one: that is a `protocol_error`.
 *
 * @param keep  whether the connection is to stay open after an answer
 */
export function overHttp1(socket: Socket, keep: boolean): Line {
  const client = clientOver(socket)
  return {
    version: '1.1',
    ask: ({ url, method, headers, body }, trace) =>
      new Promise((resolve, reject) => {
        const exchange = new Exchange(socket, trace, { resolve, reject })
        trace.enter('processing')
        const fields = { host: url.host, ...sendable(headers) }
        client.dispatch({ path: pathOf(url), method, headers: fields, body, reset: !keep }, exchange)
      }),
    isOpen: () => !socket.destroyed && socket.writable,
    destroy: (error) => void socket.destroy(error),
  }
}

function clientOver(socket: Socket): Client {
  let given = false
  return new Client(ORIGIN, {
    connect: (_options, callback) => {
      const gone = Object.assign(new Error('The kept connection was closed'), { code: 'ECONNRESET' })
      // undici overlooks what is called back before it is done asking.
      if (given) queueMicrotask(() => callback(gone, null))
      else queueMicrotask(() => callback(null, socket))
      given = true
    },
    allowH2: false,
    pipelining: 1,
    maxHeaderSize: MOST_HEADER_BYTES,
    headersTimeout: 0,
    bodyTimeout: 0,
    keepAliveTimeout: NEVER_MS,
    keepAliveMaxTimeout: NEVER_MS,
    keepAliveTimeoutThreshold: 1000,
  })
}

function sendable(headers: Sent['headers']): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !OF_THE_CONNECTION.includes(name)))
}

function pathOf({ pathname, search }: URL): string {
  return `${pathname}${search}`
}

/** The head of an answer that ended HTTP on a connection, and the bytes after it that came with it. */
export interface Upgraded {
  rawHeaders: readonly string[]
  head: Buffer
}

/**
 * Asks for another protocol on a connected socket: what the server upgraded to, or the answer that refused it. By Node's
 * own client, which hands the socket over with the bytes that came after the answer.
 */
export function askUpgrade(socket: Socket, sent: Sent, trace: Trace): Promise<Upgraded | RawAnswer> {
  return new Promise((resolve, reject) => {
    const outgoing = begin(socket, sent, trace, { resolve, reject })
    outgoing.once('upgrade', ({ rawHeaders }, _socket, head) => resolve({ rawHeaders, head }))
  })
}

/** Sends a request, and reads its answer unless that is an upgrade. */
function begin(socket: Socket, { url, method, headers, body }: Sent, trace: Trace, ends: Ends): ClientRequest {
  const createConnection = () => socket
  const fields = { host: url.host, ...headers }
  const bounds = { maxHeaderSize: MOST_HEADER_BYTES }
  const outgoing = httpRequest({ createConnection, method, path: pathOf(url), headers: fields, ...bounds })
  let incoming: IncomingMessage | null = null
  outgoing.once('response', (response) => {
    incoming = response
    if (trace.phase() === 'processing') trace.enter('transfer')
    read(response, trace, ends)
  })
  // Bytes after the end of a message that is whole are no part of it; only the connection is spoilt.
  outgoing.on('error', (error) => incoming?.complete || ends.reject(error))
  timeFirstByte(outgoing, trace)
  trace.enter('processing')
  outgoing.end(body ?? undefined)
  return outgoing
}

/** The answer begins with its first byte, not with the end of its headers. An interim answer is none. */
function timeFirstByte(outgoing: ClientRequest, trace: Trace): void {
  let interim = 0
  outgoing.once('socket', (socket) => {
    const listen = () => socket.prependOnceListener('data', () => trace.enter('transfer'))
    listen()
    outgoing.on('information', () => {
      if (++interim > MOST_INTERIM) outgoing.destroy(flooded())
      if (trace.phase() !== 'transfer') return
      trace.enter('processing')
      listen()
    })
  })
}

function flooded(): NoAnswerError {
  return new NoAnswerError('protocol_error', `More than ${MOST_INTERIM} interim answers`)
}

function read(response: IncomingMessage, trace: Trace, { resolve, reject }: Ends): void {
  const { statusCode: status = 0, rawHeaders } = response
  const body = new BodySink()
  const refusing = (step: () => void) => {
    try {
      step()
    } catch (error) {
      reject(error)
      response.destroy()
    }
  }
  response.on('data', (chunk: Buffer) => refusing(() => body.take(chunk)))
  response.once('end', () => {
    trace.leave()
    resolve({ status, rawHeaders, body: body.whole() })
  })
  response.on('error', reject)
  refusing(() => countHeaders(rawHeaders))
}
