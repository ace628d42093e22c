import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { beginAnswer, toHead } from '../../../api/http/response-head.ts'
import { LIMITS } from '../../../api/http/server-limits.ts'

const BODY = Buffer.from('{"status":"operational"}')
const HEADERS = ['ETag', '"tag"', 'Cache-Control', 'public, max-age=5']
const DESCRIBED = [...HEADERS, 'Content-Type', 'application/json', 'Content-Length', String(BODY.length)]

/** Answers `/known` with 304 and all else with 200; where `x-named` is asked for, with a header set before. */
function answering(isReady: boolean): RequestListener {
  return (request, response) => {
    const isKnown = request.url === '/known'
    const [status, headers] = isKnown ? ([304, HEADERS] as const) : ([200, DESCRIBED] as const)
    if (request.headers['x-named']) response.setHeader('X-Request-Id', 'abc')
    if (isReady) beginAnswer(request, response, toHead(status, [...headers], Date.now()))
    else response.writeHead(status, [...headers])
    expect(response.headersSent).toBe(true)
    response.end(isKnown || request.method === 'HEAD' ? undefined : BODY)
  }
}

const servers: Server[] = []

async function listen(listener: RequestListener): Promise<number> {
  const server = createServer(LIMITS.request, listener).listen(0, '127.0.0.1')
  servers.push(server)
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

let ready = 0
let plain = 0

beforeAll(async () => {
  ready = await listen(answering(true))
  plain = await listen(answering(false))
})

afterAll(() => {
  for (const server of servers) {
    server.close()
    server.closeAllConnections()
  }
})

/** All bytes that come back over one connection, the last request of which says that it is the last. */
async function bytesOf(port: number, requests: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  let received = ''
  socket.setEncoding('latin1').on('data', (chunk) => (received += chunk))
  socket.write(requests)
  await once(socket, 'close')
  return received.replaceAll(/Date: [^\r]+/g, 'Date: now')
}

const ask = (line: string, headers = '') => `${line}\r\nHost: localhost\r\n${headers}\r\n`
const LAST = ask('GET /last HTTP/1.1', 'Connection: close\r\n')

describe('a head that is made once', () => {
  test.each([
    ['a document', ask('GET / HTTP/1.1') + LAST],
    ['a HEAD', ask('HEAD / HTTP/1.1') + LAST],
    ['what is known', ask('GET /known HTTP/1.1') + LAST],
    ['what is known, asked by HEAD', ask('HEAD /known HTTP/1.1') + LAST],
    ['several at once', ask('GET / HTTP/1.1').repeat(5) + ask('GET /known HTTP/1.1').repeat(5) + LAST],
    ['HTTP/1.0', ask('GET / HTTP/1.0')],
    ['HTTP/1.0 that asks to be kept', ask('GET / HTTP/1.0', 'Connection: keep-alive\r\n') + ask('GET / HTTP/1.0')],
    ['one with a header of its own', ask('GET / HTTP/1.1', 'X-Named: yes\r\n') + LAST],
    ['one that waits to go on', ask('GET / HTTP/1.1', 'Expect: 100-continue\r\n') + LAST],
  ])('is sent as Node sends it: %s', async (_, requests) => {
    const bytes = await bytesOf(ready, requests)
    expect(bytes).toBe(await bytesOf(plain, requests))
    expect(bytes).toMatch(/^HTTP\/1\.1 (200|304|100) /)
  })
})
