import type { Socket } from 'node:net'
import { AnswerReader } from './answer-reader.ts'
import { exchange } from './exchange.ts'
import type { Line, RawAnswer, Sent } from './line.ts'
import type { Trace } from './trace.ts'

/** Fields that belong to the connection and are written here, or that would make an answer wait for us. */
const OF_THE_CONNECTION = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'upgrade',
  'expect',
  'content-length',
])
/** Methods whose requests say how long their body is, even where they have none (RFC 9110, 8.6). */
const WITH_A_LENGTH = new Set(['POST', 'PUT', 'PATCH'])

/**
 * HTTP/1.1 over a connected socket, which nobody else uses.
 *
 * @param keep  whether the connection is to stay open after an answer
 */
export function overHttp1(socket: Socket, keep: boolean): Line {
  let free = true
  // What comes unasked has no request that it could answer.
  if (keep) socket.on('data', () => free && socket.destroy())
  return {
    version: '1.1',
    ask: async (sent, trace) => {
      free = false
      const reader = new AnswerReader(sent.method)
      await exchange(socket, requestText(sent, keep ? 'keep-alive' : 'close'), reader, trace)
      free = keep && reader.leavesOpen()
      return reader.answer()
    },
    isOpen: () => free && !socket.destroyed && socket.writable,
    destroy: (error) => void socket.destroy(error),
  }
}

/** The head of an answer that ended HTTP on a connection, and the bytes after it that came with it. */
export interface Upgraded {
  rawHeaders: readonly string[]
  head: Buffer
}

/**
 * Asks for another protocol on a connected socket: what the server upgraded to, the socket paused, or the answer that
 * refused it.
 *
 * @param protocol  as the field `upgrade` names it
 */
export async function askUpgrade(
  socket: Socket,
  sent: Sent,
  { protocol, trace }: { protocol: string; trace: Trace },
): Promise<Upgraded | RawAnswer> {
  const reader = new AnswerReader(sent.method, true)
  await exchange(socket, requestText(sent, `Upgrade\r\nupgrade: ${protocol}`), reader, trace)
  socket.pause()
  const answer = reader.answer()
  return answer.status === 101 ? { rawHeaders: answer.rawHeaders, head: reader.rest() } : answer
}

/** A request as it is on the wire, each character a byte. */
function requestText({ url, method, headers, body }: Sent, connection: string): string {
  let text = `${method} ${url.pathname}${url.search} HTTP/1.1\r\n`
  if (headers['host'] === undefined) text += `host: ${url.host}\r\n`
  for (const name in headers) if (!OF_THE_CONNECTION.has(name)) text += `${name}: ${headers[name]}\r\n`
  const bytes = body === null ? '' : Buffer.from(body).toString('latin1')
  if (body !== null || WITH_A_LENGTH.has(method)) text += `content-length: ${bytes.length}\r\n`
  return `${text}connection: ${connection}\r\n\r\n${bytes}`
}
