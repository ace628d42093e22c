import type { IncomingHttpHeaders } from 'node:http'
import { type Client, type Dispatcher, WebSocket } from 'undici'
import type { Answer } from '#domain/judge-answer.ts'
import { MOST_BODY_BYTES, readAnswer, utf8 } from './answer.ts'
import { NoAnswerError } from './no-answer.ts'
import type { Way } from './way.ts'

export interface Exchange {
  /** ws: or wss: */
  url: string
  headers: Readonly<Record<string, string>>
  /** The one message sent, as soon as the socket is open. */
  send: string
}

/** Says one thing over a WebSocket and hears what comes back; `Egress` says what counts as the answer. */
export function converse(way: Way, exchange: Exchange, isAnswer: (message: string) => boolean): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const dispatcher = overheard(way.client, { refused: resolve, failed: reject })
    const socket = new WebSocket(way.url, { dispatcher, headers: { ...exchange.headers } })
    const hearing: Hearing = { opened: false, last: null, bytes: 0 }
    const end = (silence: Error) => {
      if (hearing.last === null) reject(silence)
      else resolve({ status: 101, headers: {}, body: hearing.last })
      socket.close()
    }
    socket.binaryType = 'arraybuffer'
    socket.addEventListener('open', () => {
      hearing.opened = true
      socket.send(exchange.send)
    })
    socket.addEventListener('message', ({ data }) => {
      try {
        if (isAnswer(hear(hearing, data))) end(badHandshake())
      } catch (error) {
        // What is thrown in a listener would end the process.
        reject(error)
      }
    })
    socket.addEventListener('close', ({ code }) => end(hearing.opened ? closedEarly(code) : badHandshake()))
    way.deadline.addEventListener('abort', () => end(way.deadline.reason), { once: true })
  })
}

interface Hearing {
  opened: boolean
  /** The newest message; `null` before the first. */
  last: string | null
  /** Of all messages together. */
  bytes: number
}

/** Takes a message in, and gives it as text. */
function hear(hearing: Hearing, data: unknown): string {
  const text = data instanceof ArrayBuffer ? utf8(data) : String(data)
  hearing.last = text
  hearing.bytes += Buffer.byteLength(text)
  if (hearing.bytes > MOST_BODY_BYTES)
    throw new NoAnswerError('too_large', `More than ${MOST_BODY_BYTES} bytes of messages`)
  return text
}

function closedEarly(code: number): NoAnswerError {
  return new NoAnswerError('connection_failed', `The socket closed before an answer, with code ${code}`)
}

function badHandshake(): NoAnswerError {
  return new NoAnswerError('protocol_error', 'The WebSocket handshake failed')
}

/** Who hears how a handshake ended that did not end in 101. */
interface Ears {
  refused: (answer: Promise<Answer>) => void
  failed: (error: Error) => void
}

/** The client, overheard: a WebSocket tells neither why it could not connect nor what it was answered instead of 101. */
function overheard(client: Client, { refused, failed }: Ears): Dispatcher {
  return client.compose((dispatch) => (options, handler) => {
    const refusal: { status: number; headers: IncomingHttpHeaders; chunks: Buffer[] } = {
      status: 0,
      headers: {},
      chunks: [],
    }
    return dispatch(options, {
      onRequestStart: (controller, context) => handler.onRequestStart?.(controller, context),
      onRequestUpgrade: (...upgrade) => handler.onRequestUpgrade?.(...upgrade),
      onResponseStart: (_controller, status, headers) => void Object.assign(refusal, { status, headers }),
      onResponseData: (_controller, chunk) => void refusal.chunks.push(chunk),
      onResponseEnd: (controller) => {
        refused(readAnswer(refusal.status, refusal.headers, Buffer.concat(refusal.chunks)))
        handler.onResponseError?.(controller, badHandshake())
      },
      onResponseError: (controller, error) => {
        failed(error)
        handler.onResponseError?.(controller, error)
      },
    })
  })
}
