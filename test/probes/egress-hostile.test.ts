import { createServer } from 'node:net'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openEgress, requestTo } from './requests.ts'
import { serve, serveBytes, serveHttp } from './servers.ts'

const MIB = 1024 * 1024
const egress = openEgress()

function ask(port: number, { path = '/', timeoutMs = 2_000 } = {}) {
  return egress.request(requestTo(`http://127.0.0.1:${port}${path}`), { timeoutMs })
}

describe('a hostile target:', () => {
  const bomb = (encode: (bytes: Buffer) => Buffer) => encode(Buffer.alloc(8 * MIB))
  const compressed = (encoding: string, body: Buffer) =>
    Buffer.concat([Buffer.from(`HTTP/1.1 200 OK\r\ncontent-encoding: ${encoding}\r\n\r\n`), body])
  const flood = Array.from({ length: 2_000 }, (_, n) => `x-${n}: ${'y'.repeat(50)}\r\n`).join('')

  test.each<[string, string, Uint8Array | string]>([
    ['a body of over 1 MiB', 'too_large', `HTTP/1.1 200 OK\r\n\r\n${'x'.repeat(MIB + 1)}`],
    ['a gzip bomb', 'too_large', compressed('gzip', bomb(gzipSync))],
    ['a brotli bomb', 'too_large', compressed('br', bomb(brotliCompressSync))],
    ['headers without end', 'too_large', `HTTP/1.1 200 OK\r\n${flood}`],
    ['one header of 70 KiB', 'too_large', `HTTP/1.1 200 OK\r\nx: ${'y'.repeat(70 * 1024)}\r\n\r\n`],
    ['broken gzip', 'protocol_error', compressed('gzip', Buffer.from('not gzip'))],
    ['an encoding unheard of', 'protocol_error', compressed('zstd', Buffer.from('x'))],
    ['gzip within gzip', 'protocol_error', compressed('gzip, gzip', gzipSync(gzipSync('x')))],
    ['no HTTP at all', 'protocol_error', 'SSH-2.0-OpenSSH_9.2\r\n'],
    ['a body cut short', 'connection_failed', 'HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nx'],
    ['a chunk cut short', 'connection_failed', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nff\r\nx'],
    ['nothing, and hangs up', 'connection_failed', ''],
    ['an upgrade unasked for', 'protocol_error', 'HTTP/1.1 101 X\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n'],
  ])('%s is %s', async (_what, reasonCode, bytes) => {
    expect(await ask(await serveBytes(bytes))).toMatchObject({ ok: false, reasonCode })
  })

  test('an endless body is cut off, and its connection ended', async () => {
    let ended = false
    const port = await serveHttp((_request, response) => {
      const pour = () => {
        while (!response.destroyed && response.write(Buffer.alloc(64 * 1024)));
      }
      response.on('drain', pour).on('close', () => {
        ended = true
      })
      pour()
    })
    expect(await ask(port)).toMatchObject({ ok: false, reasonCode: 'too_large' })
    await expect.poll(() => ended).toBe(true)
  })

  test('any bytes at all are data to us, never an exception', async () => {
    let bytes: Uint8Array = new Uint8Array()
    const port = await serve(
      createServer((socket) => {
        socket.on('error', () => {})
        socket.once('data', () => socket.end(bytes))
      }),
    )
    const line = fc.constantFrom(
      'HTTP/1.1 200 OK\r\n',
      'HTTP/1.1 100 C\r\n\r\n',
      'content-length: 3\r\n',
      'transfer-encoding: chunked\r\n',
      'content-encoding: br\r\n',
      '\r\n',
      '5\r\n',
      '0\r\n\r\n',
      'HTTP/1.1 204 N\r\n',
      'HTTP/9.9 999\r\n',
      'connection: upgrade\r\nupgrade: h2c\r\n',
    )
    const part = fc.oneof(
      line.map((text) => Buffer.from(text)),
      fc.uint8Array({ maxLength: 20 }).map((raw) => Buffer.from(raw)),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 8 }), async (parts) => {
        bytes = Buffer.concat(parts)
        expect(await ask(port)).toHaveProperty('ok')
      }),
      { numRuns: 150, seed: 20260122 },
    )
  })
})
