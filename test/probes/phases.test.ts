import { createServer as createHttpServer } from 'node:http'
import { connect, createServer } from 'node:net'
import { createServer as createTlsServer, getCACertificates, setDefaultCACertificates } from 'node:tls'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WebSocketServer } from 'ws'
import type { Observed } from '#domain/observed.ts'
import { certify } from './certificate.ts'
import { conversationWith, foundAt, openEgress, requestTo } from './requests.ts'
import { serve, serveHttp } from './servers.ts'

const limits = { timeoutMs: 2_000 }
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const lookup = async () => {
  await wait(40)
  return foundAt('127.0.0.1')()
}
const egress = openEgress({ lookup })

const pair = certify('good.example', '2026-01-01T00:00:00Z', '2049-12-31T00:00:00Z')
beforeAll(() => setDefaultCACertificates([pair.cert]))
afterAll(() => setDefaultCACertificates(getCACertificates('bundled')))

/** Each phase is what it was made to be; timers are late, never early, by up to 25 ms. */
function expectPhases({ phases }: Observed, expected: Partial<Record<keyof Observed['phases'], number | null>>): void {
  for (const [phase, ms] of Object.entries(expected)) {
    const found = phases[phase as keyof Observed['phases']]
    if (ms === null) expect(found, phase).toBeNull()
    else expect(Math.abs((found ?? Number.NaN) - ms), `${phase} ${found}`).toBeLessThan(25)
  }
}

/** A way that passes bytes on to a port, and begins to after so long. */
const delayed = (port: number, ms: number) =>
  serve(
    createServer(async (socket) => {
      socket.on('error', () => {})
      await wait(ms)
      const onward = connect(port, '127.0.0.1')
      onward.on('error', () => {})
      socket.pipe(onward).pipe(socket)
    }),
  )

describe('the phases of', () => {
  const slow = () =>
    serveHttp(async (_request, response) => {
      await wait(80)
      response.write('begin')
      await wait(120)
      response.end('end')
    })

  test('a request', async () => {
    const { observed } = await egress.request(requestTo(`http://slow.example:${await slow()}/`), limits)
    expectPhases(observed, { resolveMs: 40, connectMs: 0, tlsMs: null, processingMs: 80, transferMs: 120 })
  })

  test('a request whose headers trickle in: the first byte ends the wait', async () => {
    const port = await serve(
      createServer(async (socket) => {
        socket.on('error', () => {})
        await wait(80)
        socket.write('HTTP/1.1 200 OK\r\n')
        await wait(120)
        socket.end('content-length: 1\r\n\r\nx')
      }),
    )
    const { observed } = await egress.request(requestTo(`http://slow.example:${port}/`), limits)
    expectPhases(observed, { processingMs: 80, transferMs: 120 })
  })

  test('a TLS handshake that takes its time', async () => {
    const port = await delayed(await serve(createTlsServer(pair)), 60)
    const shake = { host: 'good.example', port, family: null, servername: 'good.example', starttls: null }
    const { observed } = await egress.handshake(shake, limits)
    expectPhases(observed, { resolveMs: 40, connectMs: 0, tlsMs: 60, processingMs: null, transferMs: null })
  })

  test('bytes over TCP', async () => {
    const port = await serve(
      createServer(async (socket) => {
        socket.on('error', () => {})
        await wait(80)
        socket.write('a')
        await wait(120)
        socket.write('b')
      }),
    )
    const isWhole = (heard: Uint8Array) => heard.length === 2
    const message = { host: 'slow.example', port, family: null, payload: Buffer.from('?'), isWhole }
    const { observed } = await egress.stream(message, limits)
    expectPhases(observed, { resolveMs: 40, connectMs: 0, processingMs: 80, transferMs: 120 })
  })

  test('a WebSocket: the handshake, then the wait for the answer', async () => {
    const server = createHttpServer()
    const accept = new WebSocketServer({ noServer: true })
    server.on('upgrade', async (request, socket, head) => {
      await wait(80)
      accept.handleUpgrade(request, socket, head, async (open) => {
        await wait(120)
        open.send('"answer"')
      })
    })
    const port = await serve(server)
    const { observed } = await egress.converse(conversationWith(`ws://slow.example:${port}/`), limits)
    expectPhases(observed, { resolveMs: 40, connectMs: 0, processingMs: 80, transferMs: 120 })
    expect(observed).toMatchObject({ family: 4, websocket: { status: 101, upgraded: true } })
  })

  test('a call without an answer count up to its end', async () => {
    const port = await serveHttp(() => {})
    const { observed } = await egress.request(requestTo(`http://slow.example:${port}/`), { timeoutMs: 200 })
    expectPhases(observed, { resolveMs: 40, connectMs: 0, processingMs: 160, transferMs: null })
  })
})
