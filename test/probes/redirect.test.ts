import { describe, expect, test } from 'vitest'
import { Secret } from '#domain/secret.ts'
import { type Hop, redirected } from '../../probes/redirect.ts'
import { openEgress, requestTo } from './requests.ts'
import { serveHttp } from './servers.ts'

const clientCertificate = { cert: new Secret('cert'), key: new Secret('key') }

function hop(changes: Partial<Hop> = {}): Hop {
  const headers = {
    authorization: 'Bearer x',
    cookie: 'a=1',
    'x-api-key': 'k',
    accept: '*/*',
    'content-type': 'text/plain',
  }
  const url = new URL('https://one.example/a/b?q')
  return { url, method: 'GET', headers, body: null, clientCertificate, ...changes }
}

function led(from: Hop, status: number, location: string): Hop | null {
  return redirected(from, { status, rawHeaders: ['Location', location], body: Buffer.alloc(0) })
}

describe('redirected', () => {
  test.each([
    ['c', 'https://one.example/a/c'],
    ['/c?d#e', 'https://one.example/c?d#e'],
    ['//two.example/', 'https://two.example/'],
    ['http://one.example/', 'http://one.example/'],
    ['https://one.example:443/x', 'https://one.example/x'],
  ])('to “%s” is to %s', (location, url) => expect(led(hop(), 302, location)?.url.href).toBe(url))

  test.each<[number, string, string, string | null]>([
    [301, 'GET', 'GET', null],
    [301, 'POST', 'GET', null],
    [302, 'POST', 'GET', null],
    [302, 'PUT', 'PUT', 'told'],
    [303, 'POST', 'GET', null],
    [303, 'PUT', 'GET', null],
    [303, 'HEAD', 'HEAD', null],
    [307, 'POST', 'POST', 'told'],
    [308, 'POST', 'POST', 'told'],
  ])('with %s after %s asks by %s with %j', (status, before, method, body) => {
    const from = hop({ method: before, body: before === 'GET' || before === 'HEAD' ? null : 'told' })
    const next = led(from, status, '/c')
    expect(next).toMatchObject({ method, body })
    expect(next?.headers).toMatchObject({ authorization: 'Bearer x', cookie: 'a=1', 'x-api-key': 'k' })
    expect(Object.hasOwn(next?.headers ?? {}, 'content-type')).toBe(body !== null || before === method)
  })

  test.each([
    'http://one.example/',
    'https://two.example/',
    'https://one.example:8443/',
    '//one.example.evil.example/',
  ])('to “%s” takes no credentials along', (location) => {
    const next = led(hop(), 302, location)
    expect(next).toMatchObject({ clientCertificate: null })
    expect(next?.headers).toEqual({ accept: '*/*', 'content-type': 'text/plain' })
  })

  test.each<[string, number, string, Partial<Hop>]>([
    ['a status that is no redirect', 300, '/c', {}],
    ['an answer of 304', 304, '/c', {}],
    ['a location that is no URL', 302, 'http://[', {}],
    ['a body that would go to another origin', 307, 'https://two.example/', { method: 'POST', body: 'password' }],
  ])('%s is the answer', (_what, status, location, changes) => expect(led(hop(changes), status, location)).toBeNull())

  test('a redirect to nowhere is the answer', () =>
    expect(redirected(hop(), { status: 302, rawHeaders: [], body: Buffer.alloc(0) })).toBeNull())

  test.each(['file:///etc/passwd', 'ftp://one.example/', 'data:,x', 'ws://one.example/'])(
    'to “%s” is forbidden',
    (to) => expect(() => led(hop(), 302, to)).toThrow('A redirect to'),
  )
})

describe('egress.request follows', () => {
  const egress = openEgress()
  const ask = (port: number, path: string, redirects: number) =>
    egress.request(requestTo(`http://127.0.0.1:${port}${path}`, { redirects }), { timeoutMs: 2_000 })

  /** Leads from `/5` to `/4` and so on to `/0`, and from `/loop` to itself. */
  const chain = () =>
    serveHttp(({ url = '' }, response) => {
      const left = Number(url.slice(1))
      if (url === '/loop') response.writeHead(302, { location: '/loop' }).end()
      else if (left > 0) response.writeHead(302, { location: `/${left - 1}` }).end('moved')
      else response.end('there')
    })

  test.each([
    ['/2', 5, { ok: true, status: 200, body: 'there' }, 2],
    ['/5', 5, { ok: true, status: 200, body: 'there' }, 5],
    ['/6', 5, { ok: false, reasonCode: 'too_many_redirects' }, 5],
    ['/loop', 5, { ok: false, reasonCode: 'too_many_redirects' }, 0],
    ['/2', 0, { ok: true, status: 302, body: 'moved' }, 0],
  ])('from %s at most %s redirects', async (path, most, expected, redirects) => {
    const reply = await ask(await chain(), path, most)
    expect(reply).toMatchObject({ ...expected, observed: { http: { redirects } } })
  })

  test('with the phases of all hops summed', async () => {
    const port = await serveHttp(({ url }, response) => {
      setTimeout(() => (url === '/' ? response.writeHead(302, { location: '/b' }).end() : response.end('b')), 60)
    })
    const { observed } = await ask(port, '/', 1)
    expect(observed.phases.processingMs).toBeGreaterThan(110)
    expect(observed.phases.processingMs).toBeLessThan(170)
  })

  test('to another origin without what is for the first', async () => {
    const heard: unknown[] = []
    const listen = (name: string) =>
      serveHttp(({ headers }, response) => {
        heard.push([name, headers.authorization, headers.cookie, headers['x-api-key']])
        if (name === 'first') response.writeHead(307, { location: `http://127.0.0.1:${second}/` }).end()
        else response.end('ok')
      })
    const second = await listen('second')
    const first = await listen('first')
    const headers = { authorization: 'Bearer x', cookie: 'a=1', 'x-api-key': 'k' }
    const asked = requestTo(`http://127.0.0.1:${first}/`, { headers, redirects: 1 })
    expect(await egress.request(asked, { timeoutMs: 2_000 })).toMatchObject({ ok: true, body: 'ok' })
    expect(heard).toEqual([
      ['first', 'Bearer x', 'a=1', 'k'],
      ['second', undefined, undefined, undefined],
    ])
  })
})
