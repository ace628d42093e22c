import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { RequestMetrics } from '../metrics/requests.ts'
import type { OnRequest } from './access-log.ts'

export interface TimedListenerDeps {
  onAnswer: RequestMetrics['onAnswer']
  /** Told of the request besides; nobody unless told. */
  onRequest?: OnRequest | undefined
  /** A clock that only ever goes forward, in ms. */
  monotonic: () => number
}

/** Of a request whose asker hung up before it was answered, as nginx has it. */
const HUNG_UP = 499

/** Tells how long a listener takes to answer each request. Of a stream of events, only its opening is waited for. */
export function timed(
  listener: RequestListener,
  { onAnswer, onRequest, monotonic }: TimedListenerDeps,
): RequestListener {
  const count = (request: IncomingMessage, status: number, from: number): void => {
    const { method = '', url = '' } = request
    const ms = monotonic() - from
    onAnswer(method, url, status, ms)
    onRequest?.(request, status, ms)
  }

  const countWhenDone = (request: IncomingMessage, response: ServerResponse, from: number): void => {
    response.once('close', () => count(request, response.headersSent ? response.statusCode : HUNG_UP, from))
  }

  return (request, response) => {
    const from = monotonic()
    listener(request, response)
    // What is prepared has been sent by now, and a stream has begun.
    if (response.headersSent) count(request, response.statusCode, from)
    else countWhenDone(request, response, from)
  }
}
