import { createServer } from 'node:https'
import { createServer as createTcpServer, type Server } from 'node:net'
import { createServer as createTlsServer, getCACertificates, setDefaultCACertificates } from 'node:tls'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Secret } from '#domain/secret.ts'
import { probeTls } from '../../probes/tls.ts'
import { certify, type Pair } from './certificate.ts'
import { tlsCheck } from './checks.ts'
import { AT, probeDeps } from './deps.ts'
import { conversationWith, foundAt, openEgress, requestTo } from './requests.ts'
import { closedPort, serve, serveBytes, serveHttp } from './servers.ts'
import { serveSmtp } from './smtp.ts'

const egress = openEgress({ lookup: foundAt('127.0.0.1') })

const LATE = '2049-12-31T00:00:00Z'
const good = certify('good.example', '2026-01-01T00:00:00Z', LATE)
const expired = certify('expired.example', '2020-01-01T00:00:00Z', '2020-12-31T00:00:00Z')
const early = certify('early.example', '2049-01-01T00:00:00Z', LATE)
const stranger = certify('stranger.example', '2026-01-01T00:00:00Z', LATE)
const authority = certify('Authority', '2026-01-01T00:00:00Z', '2030-01-01T00:00:00Z')
const vouched = certify('vouched.example', '2026-01-01T00:00:00Z', LATE, { name: 'Authority', key: authority.key })

beforeAll(() => setDefaultCACertificates([good.cert, expired.cert, early.cert, authority.cert]))
afterAll(() => setDefaultCACertificates(getCACertificates('bundled')))

const UNTRUSTED: readonly [string, Pair, string, string, string][] = [
  ['for another name', good, 'other.example', 'certificate_invalid', 'does not match'],
  ['that has expired', expired, 'expired.example', 'certificate_expired', 'certificate has expired'],
  ['that is not valid yet', early, 'early.example', 'certificate_invalid', 'not yet valid'],
  ['that nobody vouches for', stranger, 'stranger.example', 'certificate_invalid', 'self-signed certificate'],
]

const https = (pair: Pair) => serve(createServer(pair, (_request, response) => response.end('ok')))
const silent = () => createTcpServer((socket) => socket.resume())

describe('a request over TLS', () => {
  const ask = (url: string, timeoutMs = 2_000) => egress.request(requestTo(url), { timeoutMs })

  test('reaches the address that was judged and names the host', async () => {
    let servername: unknown
    const server = createServer(good, (_request, response) => response.end('ok'))
    server.on('secureConnection', (socket) => {
      servername = socket.servername
    })
    const port = await serve(server)
    const reply = await ask(`https://good.example:${port}/`)
    expect(reply).toMatchObject({ ok: true, status: 200, body: 'ok', certificate: { subject: 'CN=good.example' } })
    expect(reply.observed).toMatchObject({ tls: { version: 'TLS 1.3' }, http: { secure: true } })
    expect(servername).toBe('good.example')
  })

  test.each([
    ...UNTRUSTED,
    ['for a name, at a bare address', good, '127.0.0.1', 'certificate_invalid', 'IP: 127.0.0.1'],
  ])(
    'is not made to a server with a certificate %s, whose facts are seen all the same',
    async (_what, pair, host, reasonCode, said) => {
      let asked = false
      const server = createServer(pair as Pair, (_request, response) => {
        asked = true
        response.end('ok')
      })
      const reply = await ask(`https://${host}:${await serve(server)}/`)
      expect(reply).toMatchObject({ ok: false, reasonCode, detail: expect.stringContaining(String(said)) })
      expect(reply.observed.tls?.certificate.subject).toMatch(/^CN=/)
      expect(asked).toBe(false)
    },
  )

  test('to a server that does not speak it is tls_failed', async () => {
    const port = await serveHttp((_request, response) => response.end('ok'))
    expect(await ask(`https://good.example:${port}/`)).toMatchObject({ ok: false, reasonCode: 'tls_failed' })
  })

  test('to a server that is silent in the handshake ends at the deadline', async () => {
    const port = await serve(silent())
    const started = performance.now()
    expect(await ask(`https://good.example:${port}/`, 150)).toMatchObject({ ok: false, reasonCode: 'timeout' })
    expect(performance.now() - started).toBeLessThan(1150)
  })

  test.each<[string, Pair | null, number]>([
    ['shows the client certificate to a server that wants it', stranger, 200],
    ['goes without where the check has none', null, 403],
  ])('%s', async (_what, pair, status) => {
    const options = { ...good, ca: [stranger.cert], requestCert: true, rejectUnauthorized: false }
    const server = createServer(options, ({ socket }, response) => {
      response.writeHead('authorized' in socket && socket.authorized ? 200 : 403).end()
    })
    const clientCertificate = pair && { cert: new Secret(pair.cert), key: new Secret(pair.key) }
    const asked = requestTo(`https://good.example:${await serve(server)}/`, { clientCertificate })
    expect(await egress.request(asked, { timeoutMs: 2_000 })).toMatchObject({ ok: true, status })
  })
})

test('a WebSocket over TLS judges the certificate too', async () => {
  const port = await https(expired)
  const reply = await egress.converse(conversationWith(`wss://expired.example:${port}/`), { timeoutMs: 2_000 })
  expect(reply).toMatchObject({ ok: false, reasonCode: 'certificate_expired' })
})

describe('probeTls', () => {
  const ask = (port: number, host: string, changes = {}) =>
    probeTls(tlsCheck(host, port, { timeoutMs: 500, ...changes }), probeDeps({ egress }))
  const serveTls = (pair: Pair): Promise<number> =>
    serve(createTlsServer(pair, (socket) => socket.on('error', () => {})))

  test('finds a trusted certificate up, and tells what it says', async () => {
    const chain = { cert: vouched.cert + authority.cert, key: vouched.key }
    const result = await ask(await serveTls(chain), 'vouched.example')
    expect(result).toMatchObject({ at: AT, outcome: 'up', reasonCode: null })
    expect(result.observed.tls).toEqual({
      version: 'TLS 1.3',
      cipher: expect.stringMatching(/^TLS_/),
      certificate: {
        subject: 'CN=vouched.example',
        issuer: 'CN=Authority',
        subjectAltName: 'DNS:vouched.example',
        serialNumber: '01',
        fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
        earliestExpiry: Date.parse('2030-01-01T00:00:00Z'),
        lastChainExpiry: Date.parse('2030-01-01T00:00:00Z'),
      },
    })
    const { resolveMs, connectMs, tlsMs, processingMs, transferMs } = result.observed.phases
    expect([resolveMs, connectMs, tlsMs].every((ms) => ms !== null && ms > 0)).toBe(true)
    expect([processingMs, transferMs]).toEqual([null, null])
  })

  test.each(UNTRUSTED)('finds a certificate %s down', async (_what, pair, host, reasonCode, said) => {
    const result = await ask(await serveTls(pair), host)
    expect(result).toMatchObject({ outcome: 'down', reasonCode, detail: expect.stringContaining(said) })
    expect(result.observed.tls?.certificate.serialNumber).toBe('01')
  })

  test('asks for the certificate of the name that the check tells', async () => {
    const port = await serveTls(good)
    expect(await ask(port, '127.0.0.1', { servername: 'good.example' })).toMatchObject({ outcome: 'up' })
  })

  test.each<[string, number, string]>([
    ['far', 30, 'up'],
    ['near', 10_000, 'degraded'],
  ])('judges by the days that are left: %s', async (_what, overDays, outcome) => {
    const expected = [{ fact: 'certificate', overDays, otherwise: 'degraded' }] as const
    expect(await ask(await serveTls(good), 'good.example', { expect: expected })).toMatchObject({ outcome })
  })

  test.each<[string, string, () => Promise<number>]>([
    ['nobody', 'connection_refused', closedPort],
    ['a server that does not speak TLS', 'tls_failed', () => serveBytes('SSH-2.0-OpenSSH_9.2\r\n')],
    ['a server that hangs up', 'tls_failed', () => serve(createTcpServer((socket) => socket.destroy()))],
    ['a silent server', 'timeout', () => serve(silent())],
  ])('finds %s down: %s', async (_what, reasonCode, start) => {
    expect(await ask(await start(), 'good.example')).toMatchObject({ outcome: 'down', reasonCode })
  })
})

test.each<[string, () => Server]>([
  ['is whole', () => createTlsServer(good)],
  ['ends in distrust', () => createTlsServer(stranger)],
  ['stalls', silent],
  ['is broken off', () => createTcpServer((socket) => socket.resume().end())],
])('a handshake that %s leaves nothing open', async (_what, start) => {
  let closed = 0
  const server = start()
  server.on('connection', (socket) => socket.on('close', () => closed++))
  const shake = { host: 'good.example', port: await serve(server), family: null, servername: 'good.example' }
  await egress.handshake({ ...shake, starttls: null }, { timeoutMs: 100 })
  await expect.poll(() => closed).toBe(1)
})

describe('probeTls after STARTTLS', () => {
  const ask = (port: number, host = 'good.example') =>
    probeTls(tlsCheck(host, port, { starttls: 'smtp', timeoutMs: 500 }), probeDeps({ egress }))

  test('finds the certificate of a mail server', async () => {
    const result = await ask(await serve(serveSmtp(good)))
    expect(result).toMatchObject({ outcome: 'up', observed: { tls: { certificate: { subject: 'CN=good.example' } } } })
    expect(result.observed.phases.processingMs).toBeGreaterThan(0)
  })

  test('judges it', async () => {
    const result = await ask(await serve(serveSmtp(expired)), 'expired.example')
    expect(result).toMatchObject({ outcome: 'down', reasonCode: 'certificate_expired' })
  })

  test.each<[string, string, () => Server]>([
    ['offers no STARTTLS', 'tls_failed', () => serveSmtp(good, { ehlo: '250 mail.example\r\n' })],
    ['turns us away', 'protocol_error', () => serveSmtp(good, { greeting: '554 no\r\n' })],
    ['is no mail server', 'protocol_error', () => serveSmtp(good, { greeting: 'SSH-2.0-OpenSSH_9.2\r\n' })],
    ['says more than it may before TLS', 'protocol_error', () => serveSmtp(good, { begin: '220 go\r\n250 ok\r\n' })],
    ['refuses to begin', 'protocol_error', () => serveSmtp(good, { begin: '454 not now\r\n' })],
    ['talks without end', 'too_large', () => serveSmtp(good, { greeting: '220-more\r\n'.repeat(10_000) })],
    ['never greets', 'timeout', silent],
    ['hangs up', 'connection_failed', () => createTcpServer((socket) => socket.end())],
  ])('finds a server that %s down: %s', async (_what, reasonCode, start) => {
    expect(await ask(await serve(start()))).toMatchObject({ outcome: 'down', reasonCode })
  })
})
