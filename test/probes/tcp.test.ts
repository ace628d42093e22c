import { createServer, type Socket } from 'node:net'
import { describe, expect, test } from 'vitest'
import { Secret } from '#domain/secret.ts'
import { probeTcp } from '../../probes/tcp.ts'
import { tcpCheck } from './checks.ts'
import { AT, probeDeps } from './deps.ts'
import { closedPort, serve } from './servers.ts'

const serveTcp = (talk: (socket: Socket) => void) =>
  serve(
    createServer((socket) => {
      socket.on('error', () => {})
      talk(socket)
    }),
  )

const ask = (port: number, changes = {}) =>
  probeTcp(tcpCheck('127.0.0.1', port, { timeoutMs: 200, ...changes }), probeDeps())

describe('probeTcp', () => {
  test('is content with a connection when nothing is awaited', async () => {
    const result = await ask(await serveTcp(() => {}))
    expect(result).toMatchObject({ at: AT, outcome: 'up', reasonCode: null, observed: { family: 4 } })
    expect(result.observed.phases).toMatchObject({ resolveMs: null, connectMs: expect.any(Number), processingMs: null })
  })

  test('sends, and is up when the awaited text comes, in however many pieces', async () => {
    const port = await serveTcp((socket) =>
      socket.once('data', (heard) => {
        socket.write(heard.toString() === 'PING\r\n' ? '+PO' : '-')
        setTimeout(() => socket.write('NG\r\n'), 20)
      }),
    )
    expect(await ask(port, { send: new Secret('PING\r\n'), answer: '+PONG' })).toMatchObject({ outcome: 'up' })
  })

  test('waits for who speaks first', async () => {
    const port = await serveTcp((socket) => socket.write('SSH-2.0-OpenSSH_9.2\r\n'))
    expect(await ask(port, { answer: 'SSH-2.0' })).toMatchObject({ outcome: 'up' })
  })

  test.each<[string, string, (socket: Socket) => void]>([
    ['says something else until the deadline', 'unexpected_answer', (socket) => socket.write('-ERR')],
    ['says something else and hangs up', 'unexpected_answer', (socket) => socket.end('-ERR')],
    ['never answers', 'timeout', () => {}],
    ['hangs up', 'connection_failed', (socket) => socket.end()],
    ['breaks off', 'connection_failed', (socket) => socket.once('data', () => socket.resetAndDestroy())],
    ['talks without end', 'too_large', (socket) => socket.write('x'.repeat(100_000))],
  ])('finds a target that %s down: %s', async (_what, reasonCode, talk) => {
    const result = await ask(await serveTcp(talk), { send: new Secret('PING'), answer: '+PONG' })
    expect(result).toMatchObject({ outcome: 'down', reasonCode })
    expect(result.durationMs).toBeLessThan(1200)
  })

  test('finds a closed port down', async () => {
    expect(await ask(await closedPort())).toMatchObject({ outcome: 'down', reasonCode: 'connection_refused' })
  })

  test('leaves nothing open', async () => {
    let closed = false
    const port = await serveTcp((socket) =>
      socket.on('close', () => {
        closed = true
      }),
    )
    await ask(port)
    await expect.poll(() => closed).toBe(true)
  })
})
