import { Socket } from 'node:net'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { openEgress, requestTo } from './requests.ts'
import { closedPort, serveBytes, serveHttp } from './servers.ts'

const egress = openEgress()

function ask(port: number, { path = '/', timeoutMs = 2_000 } = {}) {
  return egress.request(requestTo(`http://127.0.0.1:${port}${path}`), { timeoutMs })
}

describe('egress.request', () => {
  test('sends what it is told, and gives what it gets', async () => {
    const port = await serveHttp((request, response) => {
      response.setHeader('set-cookie', ['a=1', 'b=2'])
      request.on('data', (chunk) => response.end(`${request.method} ${request.url} ${request.headers['x-a']} ${chunk}`))
    })
    const changes = { method: 'POST', headers: { 'x-a': '1' }, body: 'told' }
    const target = requestTo(`http://127.0.0.1:${port}/p?q=1#f`, changes)
    const reply = await egress.request(target, { timeoutMs: 2_000 })
    expect(reply).toMatchObject({ ok: true, status: 200, body: 'POST /p?q=1 1 told' })
    expect(reply).toHaveProperty(['headers', 'set-cookie'], 'a=1, b=2')
  })

  test('does not follow a redirect', async () => {
    const port = await serveHttp((_request, response) => response.writeHead(302, { location: '/else' }).end())
    expect(await ask(port)).toMatchObject({ ok: true, status: 302, headers: { location: '/else' } })
  })

  test('uses a connection once', async () => {
    const ports = new Set<unknown>()
    const port = await serveHttp((request, response) => response.end(String(ports.add(request.socket.remotePort))))
    await ask(port)
    await ask(port)
    expect(ports.size).toBe(2)
  })

  test.each([
    ['identity', (text: string) => Buffer.from(text)],
    ['gzip', gzipSync],
    ['x-gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
    ['GZIP', gzipSync],
  ])('reads %s, though it offers identity only', async (encoding, encode) => {
    const port = await serveHttp((request, response) => {
      response.setHeader('content-encoding', encoding)
      response.end(encode(`offered ${request.headers['accept-encoding']}`))
    })
    expect(await ask(port)).toMatchObject({ ok: true, body: 'offered identity' })
  })

  test('reads bytes that are not UTF-8, and drops a byte order mark', async () => {
    const port = await serveHttp((_request, response) => response.end(Buffer.from([0xef, 0xbb, 0xbf, 0x41, 0xff])))
    expect(await ask(port)).toMatchObject({ ok: true, body: 'A\ufffd' })
  })

  test('throws for a header that cannot be sent, which is our own fault', async () => {
    const target = requestTo('http://93.184.216.34/', { headers: { 'x-a': 'a\nb' } })
    await expect(egress.request(target, { timeoutMs: 50 })).rejects.toThrow(
      'Invalid character in header content ["x-a"]',
    )
  })
})

describe('the deadline', () => {
  async function within(limitMs: number, reply: Promise<unknown>): Promise<unknown> {
    const started = performance.now()
    const result = await reply
    expect(performance.now() - started).toBeLessThan(limitMs)
    return result
  }
  const timeout = { ok: false, reasonCode: 'timeout', detail: 'No answer within 150 ms' }

  test.each<[string, () => Promise<number>]>([
    ['never answers', () => serveHttp(() => {})],
    ['stops after the status line', () => serveBytes('HTTP/1.1 200 OK\r\n', { hangUp: false })],
    ['stops within the body', () => serveBytes('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nx', { hangUp: false })],
  ])('ends a request to a server that %s', async (_what, start) => {
    expect(await within(1150, ask(await start(), { timeoutMs: 150 }))).toMatchObject(timeout)
  })

  test('ends a request to a server that trickles', async () => {
    const port = await serveHttp((_request, response) => {
      const timer = setInterval(() => response.write('x'), 10)
      response.on('close', () => clearInterval(timer))
    })
    expect(await within(1150, ask(port, { timeoutMs: 150 }))).toMatchObject(timeout)
  })

  test('ends the wait for a name', async () => {
    const lost = openEgress({ allow: [], lookup: () => new Promise(() => {}) })
    const target = requestTo('http://slow.example/')
    expect(await within(1150, lost.request(target, { timeoutMs: 150 }))).toMatchObject(timeout)
  })

  test('destroys a socket that is still connecting', async () => {
    const sockets: Socket[] = []
    const connect = () => {
      const socket = new Socket()
      sockets.push(socket)
      return socket
    }
    const nowhere = openEgress({ allow: [], connect })
    const target = requestTo('http://93.184.216.34/')
    expect(await within(1150, nowhere.request(target, { timeoutMs: 150 }))).toMatchObject(timeout)
    expect(sockets.map(({ destroyed }) => destroyed)).toEqual([true])
  })
})

describe('without an answer', () => {
  test('a closed port is connection_refused', async () => {
    expect(await ask(await closedPort())).toMatchObject({ ok: false, reasonCode: 'connection_refused' })
  })

  test('a reset is connection_failed', async () => {
    const port = await serveHttp((request) => request.socket.resetAndDestroy())
    expect(await ask(port)).toMatchObject({ ok: false, reasonCode: 'connection_failed' })
  })

  test.each([
    ['ENOTFOUND', 'dns_failed'],
    ['EAI_AGAIN', 'no_network'],
  ])('a lookup that fails with %s is %s', async (code, reasonCode) => {
    const lost = openEgress({ allow: [], lookup: () => Promise.reject(Object.assign(new Error(code), { code })) })
    const target = requestTo('http://lost.example/')
    expect(await lost.request(target, { timeoutMs: 500 })).toMatchObject({ ok: false, reasonCode })
  })

  test('a name without an address is dns_failed', async () => {
    const lost = openEgress({ allow: [], lookup: async () => [] })
    const target = requestTo('http://none.example/')
    expect(await lost.request(target, { timeoutMs: 500 })).toMatchObject({ ok: false, reasonCode: 'dns_failed' })
  })

  test.each([
    [['ECONNREFUSED', 'ENETUNREACH'], 'connection_refused'],
    [['ENETUNREACH', 'ECONNREFUSED'], 'connection_refused'],
    [['ENETUNREACH', 'ENETUNREACH'], 'no_network'],
    [['EHOSTUNREACH', 'EHOSTUNREACH'], 'connection_failed'],
  ])('addresses that fail with %j are %s', async (codes, reasonCode) => {
    const left = [...codes]
    const connect = () => new Socket().destroy(Object.assign(new Error('failed'), { code: left.shift() }))
    const addresses = codes.map((_, n) => ({ address: `93.184.216.${n + 1}`, family: 4 }))
    const lost = openEgress({ allow: [], lookup: async () => addresses, connect })
    const target = requestTo('http://lost.example/')
    expect(await lost.request(target, { timeoutMs: 500 })).toMatchObject({ ok: false, reasonCode })
  })
})

describe('after a call', () => {
  test('nothing is left running', async () => {
    const before = process.getActiveResourcesInfo().length
    const port = await closedPort()
    await Promise.all(Array.from({ length: 20 }, () => ask(port)))
    await expect.poll(() => process.getActiveResourcesInfo().length).toBeLessThanOrEqual(before)
  })
})
