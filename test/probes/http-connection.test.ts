import { createServer as createHttpServer, type RequestListener } from 'node:http'
import { createSecureServer } from 'node:http2'
import { createServer as createHttpsServer } from 'node:https'
import { createServer } from 'node:net'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { Request } from '../../probes/request.ts'
import { certify } from './certificate.ts'
import { foundAt, openEgress, requestTo } from './requests.ts'
import { serve, serveHttp } from './servers.ts'

const pair = certify('good.example', '2026-01-01T00:00:00Z', '2049-12-31T00:00:00Z')
beforeAll(() => setDefaultCACertificates([pair.cert]))
afterAll(() => setDefaultCACertificates(getCACertificates('bundled')))

function open() {
  const egress = openEgress({ lookup: foundAt('127.0.0.1') })
  onTestFinished(() => egress.close())
  const ask = (url: string, changes: Partial<Request> = {}) =>
    egress.request(requestTo(url, changes), { timeoutMs: 2_000 })
  return { egress, ask }
}

describe('HTTP/2', () => {
  const serveHttp2 = (allowHTTP1: boolean) => {
    const listener = (request: { httpVersion: string; method: string; url: string }) =>
      `${request.httpVersion} ${request.method} ${request.url}`
    const server = createSecureServer({ ...pair, allowHTTP1 }, (request, response) => {
      const { 'x-a': a, host } = request.headers
      const heard: Buffer[] = []
      request.on('data', (chunk: Buffer) => heard.push(chunk))
      request.on('end', () => {
        response.setHeader('x-b', ['1', '2'])
        response.end(`${listener(request)} ${a} ${host ?? request.authority} ${Buffer.concat(heard)}`)
      })
    })
    return serve(server)
  }

  test('is spoken where the server agrees', async () => {
    const port = await serveHttp2(false)
    const changes = { http2: true, method: 'POST', headers: { 'x-a': 'a', connection: 'close' }, body: 'told' }
    const reply = await open().ask(`https://good.example:${port}/p?q`, changes)
    const body = `2.0 POST /p?q a good.example:${port} told`
    expect(reply).toMatchObject({ ok: true, status: 200, body, headers: { 'x-b': '1, 2' } })
    expect(reply.observed).toMatchObject({ http: { version: '2', secure: true }, tls: { version: 'TLS 1.3' } })
    expect(reply).not.toHaveProperty(['headers', ':status'])
  })

  test.each<[string, boolean]>([
    ['not where the check says no', false],
    ['and HTTP/1.1 where it does not', true],
  ])('is spoken %s', async (_what, http2) => {
    const port = http2
      ? await serve(createHttpsServer(pair, (_request, response) => response.end('one')))
      : await serveHttp2(true)
    const reply = await open().ask(`https://good.example:${port}/`, { http2 })
    expect(reply).toMatchObject({ ok: true, observed: { http: { version: '1.1' } } })
  })

  test.each(['HEAD', 'GET'])('gives an answer without a body to %s', async (method) => {
    const server = createSecureServer(pair, (_request, response) => response.writeHead(204).end())
    const reply = await open().ask(`https://good.example:${await serve(server)}/`, { http2: true, method })
    expect(reply).toMatchObject({ ok: true, status: 204, body: '' })
  })
})

describe('HTTP/1.1', () => {
  test('says what was asked, and of the connection what it says itself', async () => {
    let heard = ''
    const port = await serve(
      createServer((socket) =>
        socket.once('data', (bytes) => {
          heard = bytes.toString()
          socket.end('HTTP/1.1 200 OK\r\n\r\nok')
        }),
      ),
    )
    const headers = { host: 'other.example', expect: '100-continue', upgrade: 'x', 'keep-alive': 'x', 'x-a': 'a' }
    const changes = { method: 'PUT', headers, body: 'ä' }
    expect(await open().ask(`http://good.example:${port}/p?q`, changes)).toMatchObject({ ok: true, body: 'ok' })
    expect(heard.split('\r\n').toSorted()).toEqual([
      '',
      'PUT /p?q HTTP/1.1',
      'accept-encoding: identity',
      'connection: close',
      'content-length: 2',
      'host: other.example',
      'user-agent: scopien-status',
      'x-a: a',
      'ä',
    ])
  })

  test('passes interim answers over', async () => {
    const port = await serveHttp((_request, response) => {
      response.writeContinue()
      response.writeProcessing()
      response.writeEarlyHints({ link: '</a>; rel=preload' })
      setTimeout(() => response.end('then'), 60)
    })
    const reply = await open().ask(`http://127.0.0.1:${port}/`)
    expect(reply).toMatchObject({ ok: true, status: 200, body: 'then' })
    expect(reply.observed.phases.processingMs).toBeGreaterThan(50)
  })

  test.each<[string, string, Partial<Request>]>([
    ['HEAD', '10', { method: 'HEAD' }],
    ['204', '10', {}],
  ])('an answer to %s has no body, whatever it says', async (_what, length, changes) => {
    const port = await serveHttp(({ method }, response) => {
      response.writeHead(method === 'HEAD' ? 200 : 204, { 'content-length': length }).end()
    })
    expect(await open().ask(`http://127.0.0.1:${port}/`, changes)).toMatchObject({ ok: true, body: '' })
  })
})

describe('reuse', () => {
  /** How many connections a server has seen, and the server. */
  const counted = async (listener: RequestListener) => {
    const server = createHttpServer(listener)
    let connections = 0
    server.on('connection', () => connections++)
    return { server, port: await serve(server), connections: () => connections }
  }

  test('keeps one connection between requests of one name, and measures no connection then', async () => {
    const { port, connections } = await counted((_request, response) => response.end('ok'))
    const { ask } = open()
    const url = `http://good.example:${port}/`
    const first = await ask(url, { keep: 'a' })
    const second = await ask(url, { keep: 'a' })
    await ask(url, { keep: 'b' })
    await ask(url)
    expect(connections()).toBe(3)
    expect(first.observed.phases.connectMs).not.toBeNull()
    expect(second).toMatchObject({
      ok: true,
      body: 'ok',
      observed: { family: 4, phases: { resolveMs: null, connectMs: null } },
    })
    expect(second.observed.phases.processingMs).toBeGreaterThan(0)
  })

  test('over TLS keeps what was seen of the certificate', async () => {
    const server = createHttpsServer(pair, (_request, response) => response.end('ok'))
    let shaken = 0
    server.on('secureConnection', () => shaken++)
    const url = `https://good.example:${await serve(server)}/`
    const { ask } = open()
    await ask(url, { keep: 'a' })
    const reply = await ask(url, { keep: 'a' })
    expect(reply).toMatchObject({
      ok: true,
      certificate: { subject: 'CN=good.example' },
      observed: { phases: { tlsMs: null } },
    })
    expect(shaken).toBe(1)
  })

  test('keeps an HTTP/2 session', async () => {
    const server = createSecureServer(pair, (_request, response) => response.end('ok'))
    let sessions = 0
    server.on('session', () => sessions++)
    const url = `https://good.example:${await serve(server)}/`
    const { ask } = open()
    await ask(url, { keep: 'a', http2: true })
    expect(await ask(url, { keep: 'a', http2: true })).toMatchObject({ ok: true, observed: { http: { version: '2' } } })
    expect(sessions).toBe(1)
  })

  test('asks anew where the other side closed meanwhile', async () => {
    const { port, connections } = await counted((request, response) => {
      response.end('ok')
      setTimeout(() => request.socket.destroy(), 5)
    })
    const { ask } = open()
    for (let n = 0; n < 3; n++) {
      expect(await ask(`http://127.0.0.1:${port}/`, { keep: 'a' })).toMatchObject({ ok: true })
      await new Promise((resolve) => setTimeout(resolve, 30))
    }
    expect(connections()).toBe(3)
  })

  test('asks anew where the other side closes as it is asked, but tells it twice only what may be told twice', async () => {
    let asked = 0
    const { port } = await counted((request, response) =>
      ++asked % 2 === 0 ? request.socket.destroy() : response.end('ok'),
    )
    const { ask } = open()
    const url = `http://127.0.0.1:${port}/`
    expect(await ask(url, { keep: 'a' })).toMatchObject({ ok: true })
    expect(await ask(url, { keep: 'a' })).toMatchObject({ ok: true })
    expect(await ask(url, { keep: 'a', method: 'POST', body: 'x' })).toMatchObject({
      ok: false,
      reasonCode: 'connection_failed',
    })
    expect(asked).toBe(4)
  })

  test('keeps nothing that a server wants closed, nor an answer that went wrong', async () => {
    const { port, connections } = await counted(({ url }, response) => {
      if (url === '/close') response.setHeader('connection', 'close').end('ok')
      else response.end(Buffer.alloc(2 * 1024 * 1024))
    })
    const { ask } = open()
    for (const path of ['close', 'close', 'large', 'large'])
      await ask(`http://127.0.0.1:${port}/${path}`, { keep: 'a' })
    expect(connections()).toBe(4)
  })

  test('judges the address of every new connection', async () => {
    const { port } = await counted((_request, response) => response.setHeader('connection', 'close').end('ok'))
    const addresses = ['127.0.0.1', '10.1.2.3']
    const egress = openEgress({ lookup: () => foundAt(addresses.shift() ?? '')() })
    const asked = requestTo(`http://rebinding.example:${port}/`, { keep: 'a' })
    expect(await egress.request(asked, { timeoutMs: 500 })).toMatchObject({ ok: true })
    expect(await egress.request(asked, { timeoutMs: 500 })).toMatchObject({
      ok: false,
      reasonCode: 'forbidden_address',
    })
  })

  test('ends with the egress', async () => {
    let closed = 0
    const { server, port } = await counted((_request, response) => response.end('ok'))
    server.on('connection', (socket) => socket.on('close', () => closed++))
    const { egress, ask } = open()
    await ask(`http://127.0.0.1:${port}/`, { keep: 'a' })
    expect(closed).toBe(0)
    egress.close()
    await expect.poll(() => closed).toBe(1)
  })
})
