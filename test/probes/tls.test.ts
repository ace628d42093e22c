import { createServer } from 'node:https'
import { createServer as createTcpServer } from 'node:net'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createEgress } from '../../probes/egress.ts'
import { certify } from './certificate.ts'
import { serve, serveHttp } from './servers.ts'

const LOOPBACK = [{ address: '127.0.0.1', family: 4 }]
const egress = createEgress({ allow: ['127.0.0.0/8'], lookup: async () => LOOPBACK })

const good = certify('good.example', '2026-01-01T00:00:00Z', '2049-12-31T00:00:00Z')
const expired = certify('expired.example', '2020-01-01T00:00:00Z', '2020-12-31T00:00:00Z')
const stranger = certify('stranger.example', '2026-01-01T00:00:00Z', '2049-12-31T00:00:00Z')

beforeAll(() => setDefaultCACertificates([good.cert, expired.cert]))
afterAll(() => setDefaultCACertificates(getCACertificates('bundled')))

function ask(url: string, timeoutMs = 2_000) {
  return egress.request({ url, method: 'GET', headers: {} }, { timeoutMs })
}

describe('a request over TLS', () => {
  test('reaches the address that was judged and names the host', async () => {
    let servername: unknown
    const server = createServer(good, (_request, response) => response.end('ok'))
    server.on('secureConnection', (socket) => {
      servername = socket.servername
    })
    const port = await serve(server)
    expect(await ask(`https://good.example:${port}/`)).toMatchObject({ ok: true, status: 200, body: 'ok' })
    expect(servername).toBe('good.example')
  })

  test.each([
    ['whose certificate is for another name', good, 'other.example', 'does not match'],
    ['at a bare address', good, '127.0.0.1', 'does not match'],
    ['whose certificate has expired', expired, 'expired.example', 'certificate has expired'],
    ['whose certificate nobody vouches for', stranger, 'stranger.example', 'self-signed certificate'],
  ])('to a server %s is tls_failed', async (_what, pair, host, said) => {
    const port = await serve(createServer(pair, (_request, response) => response.end('ok')))
    const reply = await ask(`https://${host}:${port}/`)
    expect(reply).toMatchObject({ ok: false, reasonCode: 'tls_failed', detail: expect.stringContaining(said) })
  })

  test('to a server that does not speak it is tls_failed', async () => {
    const port = await serveHttp((_request, response) => response.end('ok'))
    expect(await ask(`https://good.example:${port}/`)).toMatchObject({ ok: false, reasonCode: 'tls_failed' })
  })

  test('to a server that is silent in the handshake ends at the deadline', async () => {
    const port = await serve(createTcpServer((socket) => socket.resume()))
    const started = performance.now()
    expect(await ask(`https://good.example:${port}/`, 150)).toMatchObject({ ok: false, reasonCode: 'timeout' })
    expect(performance.now() - started).toBeLessThan(1150)
  })
})
