import { brotliCompressSync, gzipSync } from 'node:zlib'
import type { HttpCheck } from '#domain/check.ts'
import { httpCheck, sequenceCheck, stepOf } from '../checks.ts'
import { answering, dripping, flooding, type Running, saying, tcp } from './listen.ts'
import { type HostileTarget, TIMEOUT_MS } from './target.ts'

const MIB = 1024 * 1024
const OK = 'HTTP/1.1 200 OK\r\n'
const CHUNKED = `${OK}transfer-encoding: chunked\r\n\r\n`

function http(name: string, reason: string | null, server: () => Promise<Running>, changes: Partial<HttpCheck> = {}) {
  const check = (port: number) => httpCheck(`http://127.0.0.1:${port}/`, { timeoutMs: TIMEOUT_MS, ...changes })
  return { name: `HTTP: ${name}`, reason, server, check } satisfies HostileTarget
}

function redirecting(to: (path: string) => string): () => Promise<Running> {
  return () =>
    answering((socket, heard) => {
      const [, path = '/'] = heard.toString().split(' ')
      socket.end(`HTTP/1.1 302 Found\r\nlocation: ${to(path)}\r\ncontent-length: 0\r\n\r\n`)
    })
}

const headers = (count: number) => Array.from({ length: count }, (_, n) => `x-${n}: y\r\n`).join('')
const encoded = (encoding: string, body: Uint8Array) => saying(`${OK}content-encoding: ${encoding}\r\n\r\n`, body)
const ready = { fact: 'json', pointer: '/status', is: { op: '==', value: 'ok' }, otherwise: 'down' } as const

export const HTTP_TARGETS: readonly HostileTarget[] = [
  http('silent after the connection', 'timeout', () => tcp(() => {})),
  http('one byte a second of headers', 'timeout', () => dripping(`${OK}x: `)),
  http('one byte a second of body', 'timeout', () => dripping(`${OK}content-length: 100000\r\n\r\n`)),
  http('interim answers without end', 'protocol_error', () => flooding('', 'HTTP/1.1 100 Continue\r\n\r\n')),
  http('headers without end', 'too_large', () => flooding(OK, 'x: y\r\n'.repeat(1000))),
  http('over 100 headers', 'too_many_headers', () => saying(`${OK}${headers(101)}content-length: 0\r\n\r\n`)),
  http('one huge header', 'too_large', () => saying(`${OK}x: ${'y'.repeat(70 * 1024)}\r\n\r\n`)),
  http('trailers without end', 'too_large', () => flooding(`${CHUNKED}1\r\nx\r\n0\r\n`, 'x: y\r\n'.repeat(1000))),
  http('chunk extensions without end', 'too_large', () => flooding(`${CHUNKED}1;`, 'x'.repeat(10_000))),
  http('a body without end', 'too_large', () => flooding(`${OK}\r\n`, Buffer.alloc(64 * 1024))),
  http('chunks without end', 'too_large', () => flooding(CHUNKED, '1\r\nx\r\n'.repeat(1000))),
  http('a gzip bomb', 'too_large', () => encoded('gzip', gzipSync(Buffer.alloc(100 * MIB)))),
  http('a brotli bomb', 'too_large', () => encoded('br', brotliCompressSync(Buffer.alloc(100 * MIB)))),
  http('broken gzip', 'protocol_error', () => encoded('gzip', Buffer.from('not gzip'))),
  http(
    'a redirect to itself',
    'too_many_redirects',
    redirecting((path) => path),
  ),
  http(
    'redirects in a circle',
    'too_many_redirects',
    redirecting((path) => (path === '/a' ? '/b' : '/a')),
  ),
  http(
    'redirects without end',
    'too_many_redirects',
    redirecting((path) => `${path}x`),
  ),
  http(
    'a redirect to the metadata',
    'forbidden_redirect',
    redirecting(() => 'http://169.254.169.254/latest/meta-data/'),
  ),
  http(
    'a redirect to a file',
    'forbidden_redirect',
    redirecting(() => 'file:///etc/passwd'),
  ),
  http('204 with a body', null, () => saying('HTTP/1.1 204 No Content\r\ncontent-length: 5\r\n\r\nhello')),
  http('an upgrade not asked for', 'protocol_error', () =>
    saying('HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n'),
  ),
  http('invalid chunking', 'protocol_error', () => saying(`${CHUNKED}zz\r\nx\r\n0\r\n\r\n`)),
  http('a body shorter than it says', 'connection_failed', () => saying(`${OK}content-length: 10\r\n\r\nx`)),
  http('a body of two lengths', 'protocol_error', () =>
    saying(`${OK}content-length: 1\r\ncontent-length: 2\r\n\r\nxx`),
  ),
  http('a length that is negative', 'protocol_error', () => saying(`${OK}content-length: -1\r\n\r\nx`)),
  http('no HTTP at all', 'protocol_error', () => saying('SSH-2.0-OpenSSH_9.2\r\n')),
  http('RST in mid-body', 'connection_failed', () =>
    answering((socket) => socket.write(`${OK}content-length: 10\r\n\r\nx`, () => socket.resetAndDestroy())),
  ),
  http('RST in mid-body, which has no length', 'connection_failed', () =>
    answering((socket) => socket.write(`${OK}\r\nx`, () => setTimeout(() => socket.resetAndDestroy(), 50))),
  ),
  http('a status line without end', 'too_large', () => flooding('HTTP/1.1 200 ', 'x'.repeat(10_000))),
  http('chunks cut short', 'connection_failed', () =>
    saying(`${CHUNKED.replace(/\r\n$/, '')}connection: close\r\n\r\n5\r\nx`),
  ),
  http('RST at the connection', 'connection_failed', () => tcp((socket) => socket.resetAndDestroy())),
  http(
    'invalid UTF-8 in JSON',
    'unexpected_answer',
    () => saying(`${OK}\r\n{"status":"o`, Buffer.from([0xff, 0xfe, 0xc0]), 'k"}'),
    { expect: [ready] },
  ),
  http('JSON nested without end', 'unexpected_answer', () => saying(`${OK}\r\n${'['.repeat(MIB - 1)}`), {
    expect: [ready],
  }),
  http(
    'JSON nested without end, but whole',
    'unexpected_answer',
    () => saying(`${OK}\r\n${'['.repeat(MIB / 2)}${']'.repeat(MIB / 2)}`),
    { expect: [ready] },
  ),
  http('JSON of half a million numbers', 'unexpected_answer', () => saying(`${OK}\r\n[${'1,'.repeat(MIB / 2 - 2)}1]`), {
    expect: [ready],
  }),
  {
    name: 'sequence: a second step that never ends',
    reason: 'timeout',
    server: () =>
      answering((socket, heard) => {
        if (heard.toString().startsWith('GET /1 ')) socket.end(`${OK}content-length: 2\r\n\r\nok`)
      }),
    check: (port) => {
      const step = (path: string) => stepOf(path, `http://127.0.0.1:${port}/${path}`)
      return sequenceCheck([step('1'), step('2')], { timeoutMs: TIMEOUT_MS })
    },
  },
]
