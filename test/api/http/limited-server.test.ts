import { connect, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { createClientAddress } from '../../../api/http/client-address.ts'
import { createLimitedServer } from '../../../api/http/limited-server.ts'
import { LIMITS, type Limits } from '../../../api/http/server-limits.ts'

const NOW = Date.parse('2026-11-23T10:00:00Z')
/** The limits, with times that a test can wait for. */
const QUICK: Limits = {
  request: {
    ...LIMITS.request,
    ...{ headersTimeout: 300, requestTimeout: 600, keepAliveTimeout: 100, keepAliveTimeoutBuffer: 0 },
    connectionsCheckingInterval: 50,
  },
  ...{ headers: LIMITS.headers, pipelined: LIMITS.pipelined },
  connections: { fromAddress: 512, all: 8192, waitingMs: 200, drainMs: 300, sweepMs: 50 },
}
/** More than the kernel takes off our hands. */
const LARGE = Buffer.alloc(32 * 1024 * 1024)

/** Serves `/`, `/large`, `/follow` and `/follow-much`, which are never over, within limits. */
async function serving(connections: Partial<Limits['connections']> = {}, proxies: readonly string[] = []) {
  const limits = { ...QUICK, connections: { ...QUICK.connections, ...connections } }
  const { server, spare } = createLimitedServer({
    ...{ proxies, limits, clientAddress: createClientAddress(proxies) },
    ...{ now: () => NOW, monotonic: () => performance.now() },
  })
  server.on('request', (request, response) => {
    if (request.url === '/large') response.end(LARGE)
    else if (request.url === '/') response.end('read')
    else {
      spare(request.socket)
      response.write(request.url === '/follow-much' ? LARGE : 'followed')
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => new Promise<void>((resolve) => void server.close(() => resolve()).closeAllConnections()))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const left = () => new Promise<number>((resolve) => server.getConnections((_, count) => resolve(count)))
  return { port, left }
}

/** Connects and sends what it is given. */
async function client(port: number, sent = '', localAddress = '127.0.0.1'): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', localAddress })
  socket.on('error', () => undefined)
  onTestFinished(() => void socket.destroy())
  await new Promise((resolve) => socket.once('connect', resolve))
  socket.write(sent)
  return socket
}

/** Several from one address, one after the other. */
async function clients(count: number, port: number, sent?: string, localAddress?: string): Promise<Socket[]> {
  const all: Socket[] = []
  for (let n = 0; n < count; n++) all.push(await client(port, sent, localAddress))
  return all
}

/** Sends a little again and again. */
function drip(socket: Socket, drop: string): Socket {
  const dripping = setInterval(() => socket.write(drop), 50)
  socket.once('close', () => clearInterval(dripping))
  return socket
}

/** Whether each still has its connection. */
const alive = (sockets: readonly Socket[]) => sockets.map((socket) => !socket.resume().closed)

describe('a request that cannot be read', () => {
  test.each<[string, string, number, string]>([
    ['no HTTP', 'hello\r\n\r\n', 400, 'BAD_REQUEST'],
    ['two lengths', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n', 400, 'BAD_REQUEST'],
    ['large headers', `GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(17_000)}\r\n\r\n`, 431, 'HEADERS_TOO_LARGE'],
    ['headers that do not end', 'GET / HTTP/1.1\r\nHost: x\r\n', 408, 'REQUEST_TIMEOUT'],
    ['nothing at all', '', 408, 'REQUEST_TIMEOUT'],
  ])('as %s is told so by a problem, and cut', async (_what, sent, status, code) => {
    const { port, left } = await serving()
    const [head = '', body = ''] = (await text(await client(port, sent))).split('\r\n\r\n')
    expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
    const { requestId, ...problem } = JSON.parse(body)
    expect(problem).toMatchObject({ type: 'about:blank', status, code })
    expect(head.split('\r\n')).toEqual(
      expect.arrayContaining([
        'Content-Type: application/problem+json',
        'Connection: close',
        'X-Content-Type-Options: nosniff',
        'Date: Mon, 23 Nov 2026 10:00:00 GMT',
        `X-Request-Id: ${requestId}`,
      ]),
    )
    await vi.waitFor(async () => expect(await left()).toBe(0))
  })
})

describe('a slow client', () => {
  test.each<[string, string, string]>([
    ['headers come one by one', 'GET / HTTP/1.1\r\nHost: x\r\n', 'X: y\r\n'],
    ['body comes byte by byte', 'POST /other HTTP/1.1\r\nHost: x\r\nContent-Length: 9999\r\n\r\n', 'x'],
    ['connection is kept and not used', 'GET / HTTP/1.1\r\nHost: x\r\n\r\n', ''],
  ])('whose %s is cut', async (_what, sent, drop) => {
    const { port, left } = await serving()
    drip(await client(port, sent), drop).resume()
    await vi.waitFor(async () => expect(await left()).toBe(0), { timeout: 3000 })
  })

  test.each(['/large', '/follow-much'])('who does not read %s is cut', async (path) => {
    const { port, left } = await serving()
    await clients(3, port, `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`)
    expect(await left()).toBe(3)
    await vi.waitFor(async () => expect(await left()).toBe(0), { timeout: 3000 })
  })

  test('who follows and reads stays', async () => {
    const { port, left } = await serving()
    const socket = await client(port, 'GET /follow HTTP/1.1\r\nHost: x\r\n\r\n')
    socket.resume()
    await sleep(1000)
    expect(await left()).toBe(1)
  })
})

describe('connections beyond what there may be', () => {
  const SLOW = 'GET / HTTP/1.1\r\n'

  test('are those of one address that wait longest, and nobody else is cut', async () => {
    const { port } = await serving({ fromAddress: 2, waitingMs: 100 })
    const other = await clients(1, port, SLOW, '127.0.0.2')
    const slow = await clients(4, port, SLOW)
    await sleep(220)
    expect([...alive(other), ...alive(slow)]).toEqual([true, false, false, true, true])
  })

  test('are none while they are answered', async () => {
    const { port } = await serving({ fromAddress: 1, waitingMs: 150 })
    const busy = await clients(3, port)
    for (const socket of busy) drip(socket, 'GET / HTTP/1.1\r\nHost: x\r\n\r\n').resume()
    await sleep(500)
    expect(alive(busy)).toEqual([true, true, true])
  })

  test('are none of a named proxy', async () => {
    const { port } = await serving({ fromAddress: 1, waitingMs: 50 }, ['127.0.0.0/8'])
    const slow = await clients(3, port, SLOW)
    await sleep(200)
    expect(alive(slow)).toEqual([true, true, true])
  })

  test('are in all the one that waits longest, for each that comes', async () => {
    const { port } = await serving({ all: 3 })
    const following = await client(port, 'GET /follow HTTP/1.1\r\nHost: x\r\n\r\n')
    await new Promise((resolve) => following.once('data', resolve))
    const slow = await clients(3, port, SLOW)
    await vi.waitFor(() => expect(alive([following, ...slow])).toEqual([true, false, true, true]))
  })
})
