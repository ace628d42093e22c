import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { join } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDatabase } from '#db/open.ts'
import { createToken } from '../../api/operators/tokens.ts'
import { freePort } from '../free-port.ts'
import { eventually, isServing, type Service, startService, temporaryFolder } from './service.ts'

/** One for each way by which a secret comes in; a line that holds any of them has told it. */
const planted = (way: string) => `planted_${way}_0123456789abcdef`
const JOB = planted('job')

/** A target that says in every way what it was asked with, and has secrets of its own. */
async function startTarget(): Promise<Server> {
  const server = createServer((request, response) => {
    const told = JSON.stringify({ ...request.headers, url: request.url, own: planted('answer') })
    const headers = { 'Set-Cookie': `session=${planted('setcookie')}`, 'X-Debug': planted('answerheader') }
    if (request.url?.startsWith('/moved')) {
      const Location = `http://${planted('redirect')}@127.0.0.1:1/${planted('location')}?key=${planted('locationquery')}`
      response.writeHead(302, { ...headers, Location }).end(told)
    } else response.writeHead(500, headers).end(told)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return server
}

const configurationOf = (target: string, closed: number, other = '') => `
page: { name: Planted }
defaults: { every: 1s, timeout: 1s, failAfter: 1, recoverAfter: 1, retryEvery: 1s }
egress: { allow: 127.0.0.1 }
components:
  - id: api
    name: API
    checks:
      - { id: bearer, kind: http, url: "${target}/?key=\${QUERY_KEY}", bearer: "\${BEARER_TOKEN}", headers: { x-api: "\${HEADER_KEY}" }, expect: [{ status: 500 }, { json: /own, "==": fine }] }
      - { id: basic, kind: http, url: "${target}/", basic: { username: me, password: "\${BASIC_PASSWORD}" } }
      - { id: moved, kind: http, url: "${target}/moved", bearer: "\${BEARER_TOKEN}" }
      - { id: refused, kind: http, url: "http://127.0.0.1:${closed}/\${PATH_KEY}" }
      - { id: job, kind: heartbeat, every: 1h, token: "\${JOB_TOKEN}" }
${other}`

/** How the environment names them. */
const SECRETS = {
  QUERY_KEY: planted('query'),
  BEARER_TOKEN: planted('bearer'),
  HEADER_KEY: planted('header'),
  BASIC_PASSWORD: planted('basic'),
  PATH_KEY: planted('path'),
  JOB_TOKEN: JOB,
}

const folder = temporaryFolder()
const configurationFile = `${folder.path}/status.yaml`
let target: Server
let origin: string
let closed: number
let service: Service
let operator: string

beforeAll(async () => {
  target = await startTarget()
  origin = `http://127.0.0.1:${(target.address() as AddressInfo).port}`
  closed = await freePort()
  writeFileSync(configurationFile, configurationOf(origin, closed))
  const databaseUrl = `file:${folder.path}/status.db`
  const variables = {
    ...SECRETS,
    PORT: String(await freePort()),
    DATABASE_URL: databaseUrl,
    STATUS_CONFIG: configurationFile,
    LOG_LEVEL: 'trace',
    ACCESS_LOG: 'all',
    PING_URL: `http://me:${planted('pingpassword')}@127.0.0.1:${closed}/${planted('ping')}`,
    OTEL_EXPORTER_OTLP_ENDPOINT: origin,
    OTEL_EXPORTER_OTLP_HEADERS: `authorization=Bearer%20${planted('otlp')}`,
    OTEL_BSP_SCHEDULE_DELAY: '100',
  }
  service = startService(variables, ['--import', join(import.meta.dirname, 'short-waits.ts')])
  await isServing(service)
  const db = await openDatabase(databaseUrl, 'db/migrations')
  operator = await createToken(db, { name: 'me', scopes: ['admin'], expiresInMs: null }, Date.now())
  await db.close()
}, 60_000)

afterAll(async () => {
  service?.child.kill('SIGKILL')
  await service?.ended
  target?.close()
  target?.closeAllConnections()
  folder[Symbol.dispose]()
})

const says = (text: string) => eventually(async () => service.output().includes(text))
const linesOf = (requestId: string | null) =>
  service
    .output()
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line))
    .filter((line) => line.requestId === requestId)

async function ask(path: string, init: RequestInit = {}): Promise<{ status: number; id: string | null }> {
  const answer = await fetch(service.url + path, { redirect: 'manual', ...init })
  await answer.text()
  return { status: answer.status, id: answer.headers.get('x-request-id') }
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}`, 'content-type': 'application/json' })

/** Sends bytes as they are, and waits until the server hangs up. */
async function sendRaw(text: string): Promise<void> {
  const socket = connect(Number(new URL(service.url).port), '127.0.0.1').on('error', () => undefined)
  socket.resume().end(text)
  await once(socket, 'close')
}

describe('the log of a server', () => {
  test.each<[string, string, RequestInit, number, string, string | undefined]>([
    ['what is prepared', `/api/status?x=${planted('parameter')}`, {}, 200, '/api/status', '/api/status'],
    ['what is made', '/api/components/api', {}, 200, '/api/components/:id', '/api/components/api'],
    ['a wrong value', `/api/status?at=${planted('value')}`, {}, 400, '/api/status', '/api/status'],
    ['a cookie', '/healthz', { headers: { cookie: `a=${planted('cookie')}` } }, 200, '/healthz', '/healthz'],
    [
      'a wrong token',
      '/api/incidents',
      { headers: bearer('sk_planted_wrong') },
      401,
      '/api/incidents',
      '/api/incidents',
    ],
    [
      'no JSON',
      '/api/incidents',
      { method: 'POST', body: `{"${planted('json')}` },
      401,
      '/api/incidents',
      '/api/incidents',
    ],
    ['a job', `/api/heartbeats/${JOB}`, { method: 'POST' }, 202, '/api/heartbeats/:token', '/api/heartbeats/:token'],
    ['no job', `/api/heartbeats/${planted('nojob')}`, {}, 404, '/api/heartbeats/:token', '/api/heartbeats/:token'],
    ['a path mistyped', `/api/heartbeat/${JOB}`, {}, 404, 'other', undefined],
    ['what is not to be written', '/api/status', { method: 'DELETE' }, 405, 'other', undefined],
  ])('tells of %s by its route, under the id that was answered', async (_, asked, init, status, route, path) => {
    const answer = await ask(asked, init)
    expect(answer.status).toBe(status)
    await eventually(async () => linesOf(answer.id).length > 0)
    const [line] = linesOf(answer.id)
    expect(line).toMatchObject({ msg: 'answered', method: init.method ?? 'GET', route, status, address: '127.0.0.1' })
    expect(line.path).toBe(path)
    expect(line.ms).toBeGreaterThanOrEqual(0)
  })

  test('has the id that a proxy gave', async () => {
    await ask('/api/status', { headers: { 'x-request-id': 'of-the-proxy' } })
    await eventually(async () => linesOf('of-the-proxy').length === 1)
  })

  test('tells what failed of a request under its id too', async () => {
    const database = new BetterSqlite3(`${folder.path}/status.db`)
    const quotes = `select raise(abort, 'It quotes ${SECRETS.BEARER_TOKEN}')`
    database.exec(`create trigger quoting before insert on incidents begin ${quotes}; end`)
    database.exec('alter table results rename to gone')
    database.close()
    const body = JSON.stringify({
      title: planted('title'),
      message: planted('message'),
      components: { api: 'major_outage' },
    })
    const answer = await ask('/api/incidents', { method: 'POST', headers: bearer(operator), body })
    expect(answer.status).toBe(500)
    await eventually(async () => linesOf(answer.id).length === 2)
    const [failed, answered] = linesOf(answer.id)
    expect(failed).toMatchObject({
      level: 50,
      msg: 'a request failed',
      err: { name: 'SqliteError', code: 'SQLITE_CONSTRAINT_TRIGGER', message: 'It quotes ***' },
    })
    expect(failed.err.frames[0]).toMatch(/^at /)
    expect(answered).toMatchObject({ msg: 'answered', status: 500 })
    expect(failed.trace_id).toMatch(/^[0-9a-f]{32}$/)
    expect(answered.trace_id).toBe(failed.trace_id)
  })

  test('names the trace of a group of results that could not be stored', async () => {
    await says('results could not be stored')
    expect(service.output()).toMatch(/"trace_id":"[0-9a-f]{32}".*"msg":"results could not be stored, and wait"/)
  })

  test('holds no secret that was planted, whatever fails', async () => {
    await sendRaw(`GET /${planted('raw')} HTTP/1.1\r\nHost: x\r\n${planted('rawheader')}\r\n\r\n`)
    await says('"verdict changed"')
    await says('results could not be stored')
    await says('traces cannot be sent')
    await says('who waits for us after each round is not told')
    writeFileSync(
      configurationFile,
      configurationOf(
        origin,
        closed,
        `      - { id: wrong, kind: http, url: "ftp://me:${planted('ftp')}@x", bearer: [${planted('list')}] }
      - { id: misplaced, kind: http, url: "\${PATH_KEY}", every: "\${HEADER_KEY}", expect: [{ status: "\${BASIC_PASSWORD}" }] }`,
      ),
    )
    await service.signal('SIGHUP', 'the configuration is refused')
    writeFileSync(configurationFile, configurationOf(origin, closed))
    await service.stop()
    const output = service.output()
    expect(output.match(/.*planted_.*/g) ?? []).toEqual([])
    expect(output).not.toContain(operator)
    expect(output).not.toContain(btoa(`me:${SECRETS.BASIC_PASSWORD}`))
    expect(output).not.toContain('"dropped"')
  })

  test.each<[string, string]>([
    ['DATABASE_URL', `postgres://me:${planted('database')}@127.0.0.1:1/status`],
    ['DATABASE_URL', `mysql://me:${planted('database')}@127.0.0.1:1/status`],
    ['PING_URL', `ftp://me:${planted('ping')}@x/${planted('ping')}`],
    ['STATUS_TOKEN', planted('token')],
  ])('a start that fails because of %s tells nothing of %s', async (name, value) => {
    const usual = { ...SECRETS, DATABASE_URL: `file:${folder.path}/other.db`, STATUS_CONFIG: configurationFile }
    const { code, output } = await startService({ ...usual, LOG_LEVEL: 'trace', [name]: value }).ended
    expect(code).toBe(1)
    expect(output.trim()).not.toBe('')
    expect(output).not.toContain('planted_')
  })
})
