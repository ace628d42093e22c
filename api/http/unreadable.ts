import { randomUUID } from 'node:crypto'
import { type ServerResponse, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { SECURITY_HEADERS, UNCACHED } from '../headers.ts'
import { Problem, problemHeaders, toProblemDocument } from '../problem.ts'
import { REQUEST_ID } from './request-ids.ts'

/** How long one who sends on is given to read why that is over: to close at once would take the answer back. */
const LINGER_MS = 1000

/** What Node says of a request that it cannot read, by the code of its error. */
const PROBLEMS: Readonly<Record<string, Problem>> = {
  ERR_HTTP_REQUEST_TIMEOUT: new Problem('REQUEST_TIMEOUT', 'The request took too long to arrive.'),
  HPE_HEADER_OVERFLOW: new Problem('HEADERS_TOO_LARGE', 'The headers are larger than 16 KiB together.'),
  HPE_CHUNK_EXTENSIONS_OVERFLOW: new Problem('PAYLOAD_TOO_LARGE', 'The chunk extensions are too large.'),
}
const MALFORMED = new Problem('BAD_REQUEST', 'This is not a request that HTTP knows.')

/** Answers what is no request, or not in time, with a problem as any other, and ends its connection. */
export function answerUnreadable(error: NodeJS.ErrnoException, socket: Duplex, now: number): void {
  if (!socket.writable || error.code === 'ECONNRESET' || isAnswering(socket)) {
    socket.destroy()
    return
  }
  socket.end(messageOf(PROBLEMS[error.code ?? ''] ?? MALFORMED, now))
  setTimeout(() => socket.destroy(), LINGER_MS).unref()
}

/** Whether an answer has begun, which a second one would garble; Node itself has no other way to know. */
function isAnswering(socket: Duplex & { _httpMessage?: ServerResponse | null }): boolean {
  return socket._httpMessage?.headersSent === true
}

function messageOf(problem: Problem, now: number): string {
  const requestId = randomUUID()
  const document = toProblemDocument(problem, requestId)
  const body = JSON.stringify(document)
  const headers = {
    ...SECURITY_HEADERS,
    ...problemHeaders(problem),
    'Access-Control-Allow-Origin': '*',
    ...UNCACHED,
    Connection: 'close',
    'Content-Length': Buffer.byteLength(body),
    Date: new Date(now).toUTCString(),
    [REQUEST_ID]: requestId,
  }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  return [`HTTP/1.1 ${document.status} ${STATUS_CODES[document.status]}`, ...lines, '', body].join('\r\n')
}
