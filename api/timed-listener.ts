import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { RequestMetrics } from './metrics/requests.ts'

export interface TimedListenerDeps {
  onAnswer: RequestMetrics['onAnswer']
  /** A clock that only ever goes forward, in ms. */
  monotonic: () => number
}

/** Of a request whose asker hung up before it was answered, as nginx has it. */
const HUNG_UP = 499

/** Tells how long a listener takes to answer each request. Of a stream of events, only its opening is waited for. */
export function timed(listener: RequestListener, { onAnswer, monotonic }: TimedListenerDeps): RequestListener {
  const count = ({ method = '', url = '' }: IncomingMessage, status: number, from: number): void =>
    onAnswer(method, url, status, monotonic() - from)

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
