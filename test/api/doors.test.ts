import { getRequestListener } from '@hono/node-server'
import type { Hono } from 'hono'
import { describe, expect, test } from 'vitest'
import type { Database } from '#db/open.ts'
import type { Scope } from '#domain/token.ts'
import { createApp } from '../../api/app.ts'
import { createClientAddress } from '../../api/http/client-address.ts'
import { createRequireScope } from '../../api/operators/bearer.ts'
import { openTestDatabase } from '../db/open-test-database.ts'
import { appDeps } from './app-deps.ts'
import { serveListener } from './fetch.ts'
import { openDesk } from './operators/desk.ts'

/** Who may come in where: everybody, whoever holds the token in the path, or a bearer of one of these scopes. */
type Rule = 'open' | 'own token' | readonly Scope[]

/** Every door that there is. A route that is not here fails the test. */
const RULES: Readonly<Record<string, Rule>> = {
  'GET /': 'open',
  'GET /healthz': 'open',
  'GET /readyz': 'open',
  'GET /metrics': 'open',
  'POST /api/v2/subscribers.json': 'open',
  'GET /api/heartbeats/:token': 'own token',
  'POST /api/heartbeats/:token': 'own token',
  'GET /api/incidents': ['incidents:write', 'maintenance:write'],
  'GET /api/incidents/:id': ['incidents:write', 'maintenance:write'],
  'POST /api/incidents': ['incidents:write'],
  'PATCH /api/incidents/:id': ['incidents:write'],
  'POST /api/incidents/:id/updates': ['incidents:write'],
  'PATCH /api/incidents/:id/updates/:updateId': ['incidents:write'],
  'POST /api/incidents/:id/publish': ['incidents:write'],
  'GET /api/components': ['incidents:write', 'maintenance:write', 'metrics:read'],
  'GET /api/components/:id': ['incidents:write', 'maintenance:write', 'metrics:read'],
  'GET /api/maintenance': ['incidents:write', 'maintenance:write'],
  'GET /api/maintenance/:id': ['incidents:write', 'maintenance:write'],
  'POST /api/maintenance': ['maintenance:write'],
  'POST /api/maintenance/preview': ['maintenance:write'],
  'PATCH /api/maintenance/:id': ['maintenance:write'],
  'POST /api/maintenance/:id/start': ['maintenance:write'],
  'POST /api/maintenance/:id/end': ['maintenance:write'],
  'POST /api/maintenance/:id/cancel': ['maintenance:write'],
  'GET /api/maintenance/series/:id': ['maintenance:write'],
  'PATCH /api/maintenance/series/:id': ['maintenance:write'],
  'POST /api/maintenance/series/:id/cancel': ['maintenance:write'],
  'GET /api/audit': ['admin'],
}

const SCOPES: readonly Scope[] = ['incidents:write', 'maintenance:write', 'metrics:read', 'admin']

/** Every route of an app, as `METHOD /path`. */
function routesOf(app: Hono): string[] {
  return [
    ...new Set(app.routes.filter(({ method }) => method !== 'ALL').map(({ method, path }) => `${method} ${path}`)),
  ]
}

/** The routes that a table says nothing of, and the rules for routes that there are not. */
function unruled(routes: readonly string[], rules: Readonly<Record<string, Rule>>): string[] {
  return [
    ...routes.filter((route) => !(route in rules)),
    ...Object.keys(rules).filter((route) => !routes.includes(route)),
  ]
}

const guarded = Object.entries(RULES).flatMap(([route, rule]) => {
  const [method = '', path = ''] = route.split(' ')
  return typeof rule === 'string' ? [] : [{ method, path: path.replace(/:\w+/g, 'x'), scopes: rule }]
})

describe('the table of doors', () => {
  test('has a rule for each route, and no rule for others', () =>
    expect(unruled(routesOf(createApp(appDeps())), RULES)).toEqual([]))

  test('is found wanting when a route is added', () => {
    const app = createApp(appDeps()).get('/api/secret', (c) => c.text('told'))
    expect(unruled(routesOf(app), RULES)).toEqual(['GET /api/secret'])
  })
})

/** Who comes with what, and what is answered. */
const BEARERS: readonly (readonly [string, (tokens: Tokens) => Record<string, string>, number])[] = [
  ['no token', () => ({}), 401],
  ['a wrong token', () => ({ authorization: 'Bearer sk_0000000000000000000000' }), 401],
  ['an expired token', ({ expired }) => ({ authorization: `Bearer ${expired}` }), 401],
  ['a revoked token', ({ revoked }) => ({ authorization: `Bearer ${revoked}` }), 401],
  ['a token in another scheme', ({ right }) => ({ authorization: `Basic ${right}` }), 401],
  ['a token in a cookie', ({ right }) => ({ cookie: `token=${right}` }), 401],
  ['a token of every scope but its own', ({ poor }) => ({ authorization: `Bearer ${poor}` }), 403],
]

interface Tokens {
  right: string
  expired: string
  revoked: string
  poor: string
}

/** The desk, the tokens for a door of some scopes, and how often anything was changed. */
async function deskFor(scopes: readonly Scope[]) {
  const desk = await openDesk(await openTestDatabase())
  const past = desk.clock.at - 1
  const others = SCOPES.filter((scope) => scope !== 'admin' && !scopes.includes(scope))
  const tokens: Tokens = {
    right: await desk.grant('right', { scopes }),
    expired: await desk.grant('expired', { scopes: SCOPES, expiresAt: desk.clock.at }),
    revoked: await desk.grant('revoked', { scopes: SCOPES, revokedAt: past }),
    poor: await desk.grant('poor', { scopes: others }),
  }
  return { desk, tokens }
}

describe.each(guarded)('$method $path', ({ method, path, scopes }) => {
  test('is shut for whoever has no right token, who are all told alike', async () => {
    const { desk, tokens } = await deskFor(scopes)
    const told = new Set<string>()
    for (const [who, headersOf, status] of BEARERS) {
      const answer = await desk.ask(method, path, {
        token: null,
        headers: headersOf(tokens),
        body: bodyFor(method),
      })
      expect(answer.status, who).toBe(status)
      expect(answer.headers.get('cache-control'), who).toBe('no-store')
      const { requestId: _, ...body } = answer.body
      if (status === 401) told.add(JSON.stringify([body, answer.headers.get('www-authenticate')]))
      else
        expect(answer, who).toMatchObject({
          body: {
            code: 'PERM_001',
            detail: expect.stringMatching(scopes.includes('admin') ? / admin\.$/ : `${scopes[0]}.* or admin\\.`),
          },
        })
    }
    expect([...told]).toEqual([expect.stringContaining('"AUTH_001"')])
    expect(desk.changes.count).toBe(0)
  })

  test('is open for one of its scope, and for an administrator', async () => {
    const { desk, tokens } = await deskFor(scopes)
    for (const token of [tokens.right, 'sk_admin'])
      expect([401, 403]).not.toContain((await desk.ask(method, path, { token, body: bodyFor(method) })).status)
  })

  test('is not reached by another spelling of its path, or by headers that name another one', async () => {
    const { desk } = await deskFor(scopes)
    const ask = await serveListener(getRequestListener(desk.app.fetch))
    const last = path.slice(path.lastIndexOf('/'))
    const spellings = [
      ...[
        `/${path}`,
        `/.${path}`,
        `/x/..${path}`,
        `/x/%2e%2e${path}`,
        `${path}/`,
        `${path}/.`,
        `${path};x`,
        `${path}%00`,
      ],
      ...[path.toUpperCase(), path.replace('/api', '/%61pi'), path.replace(last, `//${last.slice(1)}`)],
      ...[`http://127.0.0.1${path}`, `http://user:pass@127.0.0.1${path}`, `${path}?token=sk_admin`, `${path}%2f`],
    ]
    for (const spelling of spellings) {
      const { status } = await ask(spelling, { method })
      expect([301, 302, 307, 308, 400, 401, 404, 405, 429], `${method} ${spelling}`).toContain(status)
    }
    for (const name of [
      'x-original-url',
      'x-rewrite-url',
      'x-forwarded-uri',
      'x-http-method-override',
      'x-forwarded-prefix',
    ]) {
      const value = name === 'x-http-method-override' ? method : path
      const { status, body } = await ask('/healthz', { headers: { [name]: value } })
      expect([status, body], name).toEqual([200, '{"status":"alive"}'])
    }
    expect(desk.changes.count).toBe(0)
  })

  test('lets no other origin in', async () => {
    const { desk, tokens } = await deskFor(scopes)
    const headers = { origin: 'https://evil.example', 'access-control-request-headers': 'authorization' }
    const asked = [
      await desk.ask(method, path, { token: null, headers, body: bodyFor(method) }),
      await desk.ask(method, path, { token: tokens.right, headers, body: bodyFor(method) }),
      await desk.ask('OPTIONS', path, {
        token: null,
        headers: { ...headers, 'access-control-request-method': method },
      }),
    ]
    for (const answer of asked)
      expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([])
  })
})

/** A body that is right for nothing in particular. */
function bodyFor(method: string): object | undefined {
  return method === 'GET' ? undefined : {}
}

describe('GET /metrics', () => {
  /** What is in no token is passed over: everybody may come in. */
  const isBearer = (headers: Record<string, string>) => headers['authorization']?.startsWith('Bearer ') === true
  const scopes: readonly Scope[] = ['metrics:read']

  test.each(BEARERS)('with %s tells of nothing private', async (_, headersOf, status) => {
    const { desk, tokens } = await deskFor(scopes)
    const headers = headersOf(tokens)
    const answer = await desk.app.request('/metrics', { headers })
    expect(answer.status).toBe(isBearer(headers) ? status : 200)
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(desk.scraped).toEqual(isBearer(headers) ? [] : ['public'])
  })

  test('tells all to a token of its scope, and to an administrator', async () => {
    const { desk, tokens } = await deskFor(scopes)
    for (const token of [tokens.right, 'sk_admin']) {
      const answer = await desk.app.request('/metrics', { headers: { authorization: `Bearer ${token}` } })
      expect(answer.status).toBe(200)
      expect(answer.headers.get('vary')).toBe('Accept, Authorization')
    }
    expect(desk.scraped).toEqual(['all', 'all'])
  })
})

describe('guessing', () => {
  const guess = (desk: Awaited<ReturnType<typeof openDesk>>, from: string) =>
    desk.ask('GET', '/api/audit', { token: 'sk_guess', from })

  test('is limited by address, and locks no valid token out', async () => {
    const { desk } = await deskFor(['admin'])
    for (let n = 0; n < 10; n++) expect((await guess(desk, '192.0.2.7')).status).toBe(401)
    const refused = await guess(desk, '192.0.2.7')
    expect(refused).toMatchObject({ status: 429, body: { code: 'RATE_001' } })
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await guess(desk, '192.0.2.8')).status).toBe(401)
    expect((await desk.ask('GET', '/api/audit', { from: '192.0.2.7' })).status).toBe(200)
  })

  test('is counted for a whole /64 of IPv6', async () => {
    const { desk } = await deskFor(['admin'])
    for (let n = 0; n < 10; n++) await guess(desk, `2001:db8::${n}`)
    expect((await guess(desk, '2001:db8::ffff')).status).toBe(429)
    expect((await guess(desk, '2001:db8:0:1::1')).status).toBe(401)
  })

  test('behind a proxy of ours counts for who asked it, behind another for that one', async () => {
    const clientAddress = createClientAddress(['10.0.0.1'])
    const { desk } = await deskFor(['admin'])
    const now = () => desk.clock.at
    const log = { error: () => undefined }
    const requireScope = createRequireScope({ db: await openTestDatabase(), log, clientAddress, now })
    const app = createApp(appDeps({ requireScope }))
    const statusOf = async (remoteAddress: string, forwarded: string) => {
      const init = { headers: { 'x-forwarded-for': forwarded } }
      return (await app.request('/api/audit', init, { incoming: { socket: { remoteAddress } } })).status
    }
    for (let n = 0; n < 10; n++) await statusOf('10.0.0.1', '203.0.113.1')
    expect(await statusOf('10.0.0.1', '203.0.113.1')).toBe(429)
    expect(await statusOf('10.0.0.1', '203.0.113.2')).toBe(401)
    for (let n = 0; n < 10; n++) await statusOf('198.51.100.1', `203.0.113.${n + 10}`)
    expect(await statusOf('198.51.100.1', '203.0.113.99')).toBe(429)
  })

  test('while tokens cannot be read, nobody is told that his is wrong', async () => {
    const { desk } = await deskFor(['admin'])
    const db = {
      ...(await openTestDatabase()),
      orm: {
        select: () => {
          throw new Error('gone')
        },
      },
    } as unknown as Database
    const requireScope = createRequireScope({
      db,
      log: { error: () => undefined },
      clientAddress: () => '',
      now: () => desk.clock.at,
    })
    expect((await createApp(appDeps({ requireScope })).request('/api/audit')).status).toBe(503)
  })
})
