import {
  type ClientHttp2Session,
  type ClientHttp2Stream,
  connect,
  constants,
  type OutgoingHttpHeaders,
} from 'node:http2'
import type { TLSSocket } from 'node:tls'
import { BodySink, countHeaders, MOST_HEADER_BYTES } from './answer.ts'
import type { Line, RawAnswer, Sent } from './line.ts'
import { NoAnswerError } from './no-answer.ts'
import type { Trace } from './trace.ts'

/** Fields that belong to an HTTP/1.1 connection, and that HTTP/2 forbids. */
const OF_HTTP1 = ['host', 'connection', 'keep-alive', 'proxy-connection', 'transfer-encoding', 'upgrade', 'te']

/** HTTP/2 over a TLS connection that agreed on it. */
export function overHttp2(secured: TLSSocket, origin: string): Line {
  const session = connect(origin, {
    createConnection: () => secured,
    maxSessionMemory: 4,
    settings: { enablePush: false, maxHeaderListSize: MOST_HEADER_BYTES },
  })
  // Each stream hears of it too; an error between two requests must not end the process.
  session.on('error', () => {})
  return {
    version: '2',
    ask: (sent, trace) => ask(session, sent, trace),
    isOpen: () => !session.destroyed && !session.closed && !secured.destroyed,
    destroy: (error) => {
      session.destroy()
      secured.destroy(error)
    },
  }
}

function ask(session: ClientHttp2Session, sent: Sent, trace: Trace): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const failed = (error: unknown) => reject(failure(error))
    session.once('error', failed)
    session.once('goaway', (code) => code !== constants.NGHTTP2_NO_ERROR && failed(goneAway(code)))
    trace.enter('processing')
    const stream = session.request(fieldsOf(sent), { endStream: sent.body === null })
    stream.on('error', failed)
    stream.once('close', () => failed(new NoAnswerError('connection_failed', 'The stream ended without an answer')))
    // Headers come whole or not at all, so that their first byte is not seen.
    stream.once('response', ({ ':status': status = 0 }, _flags, rawHeaders: string[]) => {
      trace.enter('transfer')
      read(stream, Number(status), rawHeaders, trace, { resolve, reject: failed })
    })
    if (sent.body !== null) stream.end(sent.body)
  })
}

function fieldsOf({ url, method, headers }: Sent): OutgoingHttpHeaders {
  const fields = Object.entries(headers).filter(([name]) => !OF_HTTP1.includes(name))
  return {
    ...Object.fromEntries(fields),
    ':method': method,
    ':scheme': 'https',
    ':authority': headers['host'] ?? url.host,
    ':path': `${url.pathname}${url.search}`,
  }
}

interface Ends {
  resolve: (answer: RawAnswer) => void
  reject: (error: unknown) => void
}

function read(stream: ClientHttp2Stream, status: number, raw: readonly string[], trace: Trace, ends: Ends): void {
  const rawHeaders = withoutPseudo(raw)
  const body = new BodySink()
  const refusing = (step: () => void) => {
    try {
      step()
    } catch (error) {
      ends.reject(error)
      stream.destroy()
    }
  }
  stream.on('data', (chunk: Buffer) => refusing(() => body.take(chunk)))
  stream.once('end', () => {
    if (stream.rstCode !== constants.NGHTTP2_NO_ERROR) return
    trace.leave()
    ends.resolve({ status, rawHeaders, body: body.whole() })
  })
  refusing(() => countHeaders(rawHeaders))
}

function withoutPseudo(rawHeaders: readonly string[]): string[] {
  const fields: string[] = []
  for (let n = 0; n + 1 < rawHeaders.length; n += 2)
    if (!rawHeaders[n]?.startsWith(':')) fields.push(rawHeaders[n] ?? '', rawHeaders[n + 1] ?? '')
  return fields
}

/** Node refuses headers that are too long with this code, and tells of it in these words only. */
function failure(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof NoAnswerError) return error
  if (error.message.includes('NGHTTP2_ENHANCE_YOUR_CALM')) return new NoAnswerError('too_large', error.message)
  const code = 'code' in error ? String(error.code) : ''
  return code.startsWith('ERR_HTTP2_') ? new NoAnswerError('protocol_error', error.message, { cause: error }) : error
}

function goneAway(code: number): NoAnswerError {
  return new NoAnswerError('protocol_error', `The server ended the session with code ${code}`)
}
