import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type WebSocket, WebSocketServer } from 'ws'
import { probeWebSocket } from '../../probes/websocket.ts'
import { API_KEY, webSocketCheck } from './checks.ts'
import { AT, probeDeps } from './deps.ts'
import { closedPort, serve, serveBytes, serveHttp } from './servers.ts'

const MIB = 1024 * 1024

/** A WebSocket server on loopback until the test ends. */
function serveWebSocket(talk: (socket: WebSocket, request: IncomingMessage) => void): Promise<number> {
  const server = createServer()
  new WebSocketServer({ server }).on('connection', (socket, request) => {
    socket.on('error', () => {})
    talk(socket, request)
  })
  return serve(server)
}

/** A server that shakes hands and then says these bytes. */
function serveFrames(bytes: () => Uint8Array): Promise<number> {
  const server = createServer().on('upgrade', (request, socket) => {
    const key = `${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`
    const accept = createHash('sha1').update(key).digest('base64')
    socket.on('error', () => {})
    socket.write('HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n')
    socket.write(`sec-websocket-accept: ${accept}\r\n\r\n`)
    socket.end(bytes())
  })
  return serve(server)
}

function ask(port: number, changes: Parameters<typeof webSocketCheck>[1] = {}) {
  return probeWebSocket(webSocketCheck(`ws://127.0.0.1:${port}/v1/assistant`, changes), probeDeps())
}

describe('probeWebSocket', () => {
  test('sends its message with its credentials, and is up when the answer comes', async () => {
    const heard: string[] = []
    const port = await serveWebSocket((socket, { url, headers }) => {
      heard.push(`${url} ${headers.authorization}`)
      socket.on('message', (message) => {
        heard.push(message.toString())
        socket.send('{"status":"thinking"}')
        socket.send(Buffer.from('{"answer":"10 opportunities"}'))
      })
    })
    expect(await ask(port)).toMatchObject({ at: AT, outcome: 'up', reasonCode: null, detail: null })
    expect(heard).toEqual([`/v1/assistant Bearer ${API_KEY}`, '{"question":"Show me top 10 opportunities"}'])
  })

  test('closes the socket when it has its answer', async () => {
    let closed = false
    const port = await serveWebSocket((socket) => {
      socket.on('close', () => {
        closed = true
      })
      socket.send('"answer"')
    })
    await ask(port)
    await expect.poll(() => closed).toBe(true)
  })

  test.each<[string, string, string, (socket: WebSocket) => void]>([
    [
      'that says something else until the deadline',
      'down',
      'unexpected_answer',
      (socket) => socket.send("I don't understand"),
    ],
    [
      'that says something else and closes',
      'down',
      'unexpected_answer',
      (socket) => socket.send('no', () => socket.close()),
    ],
    ['that says nothing', 'down', 'timeout', () => {}],
    ['that closes at once', 'down', 'connection_failed', (socket) => socket.close(1011)],
    ['that breaks off', 'down', 'connection_failed', (socket) => socket.terminate()],
    ['that names what is wrong', 'degraded', 'SYNC_002', (socket) => socket.send('{"error":{"code":"SYNC_002"}}')],
    ['that says 2 MiB at once', 'down', 'too_large', (socket) => socket.send('x'.repeat(2 * MIB))],
    [
      'that says too much bit by bit',
      'down',
      'too_large',
      (socket) => {
        for (let n = 0; n < 20; n++) socket.send('x'.repeat(MIB / 16))
      },
    ],
  ])('an assistant %s is %s: %s', async (_what, outcome, reasonCode, talk) => {
    const result = await ask(await serveWebSocket(talk), { timeoutMs: 200 })
    expect(result).toMatchObject({ outcome, reasonCode })
    expect(result.durationMs).toBeLessThan(1200)
  })

  test.each<[string, string, string, () => Promise<number>]>([
    ['a closed port', 'down', 'connection_refused', closedPort],
    [
      'a handshake refused with 503',
      'down',
      'http_503',
      () => serveHttp((_, response) => response.writeHead(503).end()),
    ],
    [
      'a handshake refused with 401',
      'down',
      'AUTH_001',
      () => serveBytes('HTTP/1.1 401 Unauthorized\r\ncontent-length: 2\r\n\r\nno'),
    ],
    [
      'a code in the refusal',
      'down',
      'SYNC_001',
      () => serveBytes('HTTP/1.1 503 X\r\n\r\n{"error":{"code":"SYNC_001"}}'),
    ],
    ['a refusal without end', 'down', 'too_large', () => serveBytes(`HTTP/1.1 503 X\r\n\r\n${'x'.repeat(2 * MIB)}`)],
    [
      'a redirect',
      'down',
      'http_status',
      () => serveBytes('HTTP/1.1 302 Found\r\nlocation: http://10.0.0.1/\r\ncontent-length: 0\r\n\r\n'),
    ],
    ['a plain page', 'down', 'http_status', () => serveHttp((_, response) => response.end('"answer"'))],
    [
      'a false handshake',
      'down',
      'protocol_error',
      () =>
        serveBytes('HTTP/1.1 101 X\r\nupgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-accept: x\r\n\r\n', {
          hangUp: false,
        }),
    ],
    ['no HTTP at all', 'down', 'protocol_error', () => serveBytes('SSH-2.0-OpenSSH_9.2\r\n')],
    ['a handshake never answered', 'down', 'timeout', () => serveBytes('', { hangUp: false })],
  ])('%s is %s: %s', async (_what, outcome, reasonCode, start) => {
    expect(await ask(await start(), { timeoutMs: 200 })).toMatchObject({ outcome, reasonCode })
  })

  test('a handshake refused with 429 sends us away', async () => {
    const port = await serveBytes('HTTP/1.1 429 X\r\nretry-after: 30\r\n\r\n')
    expect(await ask(port)).toMatchObject({ outcome: 'unknown', reasonCode: 'RATE_001', retryAt: AT + 30_000 })
  })

  test('latency is that of the whole conversation', async () => {
    const port = await serveWebSocket((socket) => {
      setTimeout(() => socket.send('"answer"'), 60)
    })
    const expectations = [{ fact: 'latency', underMs: 50, otherwise: 'degraded' }] as const
    expect(await ask(port, { expect: expectations })).toMatchObject({ outcome: 'degraded', reasonCode: 'slow' })
  })

  test('any bytes at all after the handshake are a result', async () => {
    let bytes: Uint8Array = new Uint8Array()
    const port = await serveFrames(() => bytes)
    const frame = fc.tuple(fc.constantFrom(0x00, 0x01, 0x81, 0x82, 0x88, 0x89, 0xc1), fc.uint8Array({ maxLength: 125 }))
    const part = fc.oneof(
      frame.map(([first, body]) => Buffer.from([first, body.length, ...body])),
      fc.uint8Array({ maxLength: 20 }).map((raw) => Buffer.from(raw)),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 6 }), async (parts) => {
        bytes = Buffer.concat(parts)
        expect(await ask(port, { timeoutMs: 300 })).toHaveProperty('outcome')
      }),
      { numRuns: 100, seed: 20260122 },
    )
  })
})
