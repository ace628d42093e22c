import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http'
import { LIMITS } from './server-limits.ts'

/** The head of an answer, to be sent any number of times within a second. */
export interface ResponseHead {
  status: number
  /** Names and values in turn. */
  headers: string[]
  /** The same as it is sent over a connection that is kept. */
  text: string
}

/** Where Node keeps a head that it has made and not sent yet; `headersSent` tells whether there is one. */
type WithHead = ServerResponse & { _header: string | null; _hasBody: boolean }

const KEPT = `Connection: keep-alive\r\nKeep-Alive: timeout=${LIMITS.request.keepAliveTimeout / 1000}\r\n\r\n`

/** @param now  ms since the epoch, for the header `Date` */
export function toHead(status: number, headers: string[], now: number): ResponseHead {
  let text = `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n`
  for (let n = 0; n < headers.length; n += 2) text += `${headers[n]}: ${headers[n + 1]}\r\n`
  text += `Date: ${new Date(now).toUTCString()}\r\n${KEPT}`
  // In one piece: what is joined of many is put together again whenever it is sent.
  return { status, headers, text: Buffer.from(text, 'latin1').toString('latin1') }
}

/**
 * Begins an answer with a head. Node would look at every name and value and join them all once more for each answer, a
 * tenth of what one costs, and has no public way to take a head that is made: so it is put where Node puts its own. That
 * is done only where nothing is left to decide (HTTP/1.1, a connection that is kept, no header set before) and for this
 * Node, which the tests hold to send the same bytes either way; everything else goes the public way.
 */
export function beginAnswer(request: IncomingMessage, response: ServerResponse, head: ResponseHead): void {
  const { status, headers, text } = head
  const isUndecided = request.httpVersionMinor !== 1 || !response.shouldKeepAlive || !isUntouched(response)
  if (isUndecided) {
    response.writeHead(status, headers)
    return
  }
  response.statusCode = status
  if (status === 304) response._hasBody = false
  response._header = text
}

function isUntouched(response: ServerResponse): response is WithHead {
  return (response as WithHead)._header === null && response.getHeaderNames().length === 0
}
