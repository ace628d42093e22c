import type { IncomingMessage, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { SERVICES, type Switchboard } from './modes.ts'

const LONGEST_WORD = 100

/**
 * `GET /control` lists the services and their modes; `POST /control/SERVICE` with a mode as its body puts the service in
 * that mode. What is not possible is answered with a sentence that lists what is.
 */
export function answerControl(switchboard: Switchboard, request: IncomingMessage, response: ServerResponse): void {
  const service = (request.url ?? '').split('?')[0]?.split('/')[2] ?? ''
  const length = Number(request.headers['content-length'] ?? Number.NaN)
  if (request.method === 'GET' && service === '') send(response, 200, JSON.stringify(switchboard.list(), null, 2))
  else if (request.method !== 'POST') send(response, 405, 'Ask with GET /control or POST /control/SERVICE.')
  else if (!(length <= LONGEST_WORD)) send(response, 413, 'A mode is one word, sent with its length.')
  else
    text(request).then(
      (word) => setMode(switchboard, service, word.trim(), response),
      () => response.destroy(),
    )
}

function setMode(switchboard: Switchboard, service: string, mode: string, response: ServerResponse): void {
  try {
    switchboard.set(service, mode)
    send(response, 200, `${service} is ${mode}.`)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    send(response, SERVICES.some((known) => known === service) ? 400 : 404, error.message)
  }
}

function send(response: ServerResponse, status: number, body: string): void {
  const type = body.startsWith('{') ? 'application/json' : 'text/plain; charset=utf-8'
  response.writeHead(status, { 'content-type': type }).end(`${body}\n`)
}
