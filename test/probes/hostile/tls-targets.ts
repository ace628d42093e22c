import { createServer, type TLSSocket, type TlsOptions } from 'node:tls'
import { certify, type Pair } from '../certificate.ts'
import { httpCheck, tlsCheck } from '../checks.ts'
import { serveSmtp } from '../smtp.ts'
import { listen, pour, type Running, saying, tcp } from './listen.ts'
import { type HostileTarget, TIMEOUT_MS } from './target.ts'

const LATE = '2049-12-31T00:00:00Z'
const good = certify('good.example', '2026-01-01T00:00:00Z', LATE)
const expired = certify('expired.example', '2020-01-01T00:00:00Z', '2020-12-31T00:00:00Z')
const stranger = certify('stranger.example', '2026-01-01T00:00:00Z', LATE)
const endless = { cert: good.cert.repeat(400), key: good.key }

/** The certificates that whoever asks these targets must trust. They are as good as they look: one has expired. */
export const TRUSTED: readonly string[] = [good.cert, expired.cert]

function serveTls(
  pair: Pair,
  talk: (socket: TLSSocket) => void = () => {},
  options: TlsOptions = {},
): Promise<Running> {
  const server = createServer({ ...pair, ...options }, (socket) => {
    socket.on('error', () => {}).resume()
    talk(socket)
  })
  return listen(server.on('tlsClientError', () => {}))
}

function tls(name: string, reason: string, server: () => Promise<Running>, host = 'good.example'): HostileTarget {
  return { name: `TLS: ${name}`, reason, server, check: (port) => tlsCheck(host, port, { timeoutMs: TIMEOUT_MS }) }
}

function smtp(name: string, reason: string, server: () => Promise<Running>): HostileTarget {
  const check = (port: number) => tlsCheck('good.example', port, { starttls: 'smtp', timeoutMs: TIMEOUT_MS })
  return { name: `SMTP: ${name}`, reason, server, check }
}

function http2(name: string, reason: string, talk: (socket: TLSSocket) => void): HostileTarget {
  const server = () => serveTls(good, talk, { ALPNProtocols: ['h2'] })
  const check = (port: number) => httpCheck(`https://good.example:${port}/`, { http2: true, timeoutMs: TIMEOUT_MS })
  return { name: `HTTP/2: ${name}`, reason, server, check }
}

/** A frame of HTTP/2 (RFC 9113, 4.1). */
function frame(type: number, flags: number, stream: number, payload: Uint8Array = Buffer.alloc(0)): Buffer {
  const head = Buffer.alloc(9)
  head.writeUIntBE(payload.length, 0, 3)
  head.writeUInt8(type, 3)
  head.writeUInt8(flags, 4)
  head.writeUInt32BE(stream, 5)
  return Buffer.concat([head, payload])
}

const [DATA, HEADERS, SETTINGS, PING, GOAWAY, CONTINUATION] = [0, 1, 4, 6, 7, 9]
const settings = frame(SETTINGS, 0, 0)
/** `:status: 200`, which HPACK has ready made. */
const ok = frame(HEADERS, 4, 1, Buffer.from([0x88]))
/** Once the request has come, so that its stream is there. */
const onceAsked = (socket: TLSSocket, talk: () => void) => setTimeout(talk, 100) && socket.write(settings)
/** A field that HPACK is told literally, without indexing: `x: y`. */
const field = Buffer.from([0x00, 0x01, 0x78, 0x01, 0x79])

export const TLS_TARGETS: readonly HostileTarget[] = [
  tls('a certificate that has expired', 'certificate_expired', () => serveTls(expired), 'expired.example'),
  tls('a certificate that nobody vouches for', 'certificate_invalid', () => serveTls(stranger), 'stranger.example'),
  tls('a certificate for another name', 'certificate_invalid', () => serveTls(good), 'other.example'),
  tls('a chain of certificates without end', 'tls_failed', () => serveTls(endless)),
  tls('a handshake that stalls', 'timeout', () => tcp(() => {})),
  tls('a handshake that hangs up', 'tls_failed', () => tcp((socket) => socket.end())),
  tls('no TLS at all', 'tls_failed', () => saying('HTTP/1.1 400 Bad Request\r\n\r\n')),
  smtp('never greets', 'timeout', () => tcp(() => {})),
  smtp('greets without end', 'too_large', () =>
    tcp((socket) => pour(socket, Buffer.from('220-more\r\n'.repeat(1000)))),
  ),
  smtp('offers no STARTTLS', 'tls_failed', () => listen(serveSmtp(good, { ehlo: '250 mail.example\r\n' }))),
  smtp('speaks before TLS', 'protocol_error', () => listen(serveSmtp(good, { begin: '220 go\r\n250 ok\r\n' }))),
  http2('pings without end', 'protocol_error', (socket) =>
    onceAsked(socket, () => pour(socket, Buffer.concat(Array(100).fill(frame(PING, 0, 0, Buffer.alloc(8)))))),
  ),
  http2('settings without end', 'protocol_error', (socket) => pour(socket, Buffer.concat(Array(100).fill(settings)))),
  http2('data without end', 'too_large', (socket) =>
    onceAsked(socket, () => {
      socket.write(ok)
      for (let n = 0; n < 80; n++) socket.write(frame(DATA, 0, 1, Buffer.alloc(16_000)))
    }),
  ),
  http2('headers without end', 'too_large', (socket) =>
    onceAsked(socket, () => {
      socket.write(frame(HEADERS, 0, 1, Buffer.from([0x88])))
      pour(socket, frame(CONTINUATION, 0, 1, Buffer.concat(Array(1000).fill(field))))
    }),
  ),
  http2('over 100 headers', 'too_many_headers', (socket) =>
    onceAsked(socket, () =>
      socket.write(frame(HEADERS, 5, 1, Buffer.concat([Buffer.from([0x88]), ...Array(101).fill(field)]))),
    ),
  ),
  http2('goes away', 'protocol_error', (socket) =>
    onceAsked(socket, () => socket.write(frame(GOAWAY, 0, 0, Buffer.from([0, 0, 0, 0, 0, 0, 0, 11])))),
  ),
  http2('no HTTP/2 at all', 'protocol_error', (socket) => socket.end('HTTP/1.1 200 OK\r\n\r\n'.repeat(10))),
]
