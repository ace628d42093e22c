import { execFileSync, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { openapiDocument } from '../../../api/openapi/document.ts'
import { readOperations } from '../openapi/contract.ts'
import { openServer, type TestServer } from '../openapi/server.ts'

const OPENMETRICS = { accept: 'application/openmetrics-text; version=1.0.0' }
const HOSTILE = [
  ...['/wp-login.php', '/api/status%00', '/api/components/"}%20evil', "/api/components/'or'1", '/..%2f..%2fetc/passwd'],
  ...['//evil.example/', '/api/heartbeats/secret-of-a-visitor', `/${'x'.repeat(4000)}`, '/badge/a.b.svg?evil=1', '*'],
  ...['http://evil.example/evil', '/?evil', '/metrics/evil', '/_astro/evil.css'],
]
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND', 'TRACE', 'PURGE', 'M-SEARCH']

let server: TestServer
let token: string
const folder = await mkdtemp(join(tmpdir(), 'status-metrics-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
beforeAll(async () => {
  server = await openServer(`file:${join(folder, 'status.db')}`)
  token = await server.grant('prometheus', ['metrics:read'])
  for (const path of ['/api/status', '/', '/api/incidents?limit=1', '/metrics']) await ask('GET', path)
})

/** Sends a request as it is, though nobody would. */
async function ask(method: string, target: string): Promise<string> {
  const socket = connect(Number(new URL(server.origin).port), '127.0.0.1')
  await once(socket, 'connect')
  socket.write(`${method} ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)
  return text(socket)
}

async function scrape(headers: Record<string, string> = {}): Promise<string> {
  return (await fetch(`${server.origin}/metrics`, { headers })).text()
}

const scrapeAll = (headers: Record<string, string> = {}) => scrape({ ...headers, authorization: `Bearer ${token}` })

/** Every series of requests, without what it counted. */
const requestsIn = (scraped: string) => scraped.match(/^http_server_request_duration_seconds_count\{.*\}/gm) ?? []

const seriesOf = (method: string, route: string, status: number) =>
  `http_server_request_duration_seconds_count{method="${method}",route="${route}",status="${status}"}`

describe('a scrape of the server', () => {
  test('with a token tells of what is private, and without one of nothing of it', async () => {
    expect(await scrapeAll()).toMatch(/^probe_success\{component="vault",check="vault-check",region="local"\} 1$/m)
    const status = 'status_component_status{component="vault",status="operational"} 1\n'
    await vi.waitFor(async () => expect(await scrapeAll(OPENMETRICS)).toContain(status))
    for (const headers of [{}, OPENMETRICS]) expect(await scrape(headers)).not.toContain('vault')
  })

  test('counts requests by the routes that there are, prepared documents and others', async () => {
    const series = requestsIn(await scrape())
    for (const route of ['/', '/api/status', '/api/incidents', '/metrics'])
      expect(series).toContain(seriesOf('GET', route, 200))
  })

  test('has no series of what a visitor has made up', async () => {
    for (const method of METHODS) for (const target of HOSTILE) await ask(method, target)
    const routes = readOperations(openapiDocument('1.2.3')).map(({ path }) => path.replaceAll(/\{(\w+)\}/g, ':$1'))
    const scraped = await scrapeAll()
    expect(requestsIn(scraped)).toContain(seriesOf('GET', 'other', 404))
    expect(requestsIn(scraped)).toContain(seriesOf('OTHER', 'other', 404))
    expect(scraped).not.toMatch(/evil|secret-of|passwd|wp-login|xxxx|PROPFIND|PURGE|SEARCH|TRACE/)
    for (const one of requestsIn(scraped)) {
      const [, method, route, status] = /\{method="(.*)",route="(.*)",status="(.*)"\}/.exec(one) ?? []
      expect(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'OTHER']).toContain(method)
      expect([...routes, 'other']).toContain(route)
      expect(status).toMatch(/^\d{3}$/)
    }
    for (const method of METHODS) for (const target of HOSTILE) await ask(method, `${target}again`)
    expect(requestsIn(await scrapeAll())).toEqual(requestsIn(scraped))
  })

  test('is valid in either form, though they are asked for by turns', async () => {
    for (let round = 0; round < 2; round++) {
      const open = await scrape(OPENMETRICS)
      expect(open).toMatch(/^# TYPE status_check_runs counter$/m)
      expect(open).toMatch(/# EOF\n$/)
      expect(await scrape()).toMatch(/^# TYPE status_check_runs_total counter$/m)
    }
  })

  test.skipIf(spawnSync('promtool', ['--version']).error)('is nothing that promtool has a word against', async () => {
    for (const input of [await scrape(), await scrapeAll()])
      expect(execFileSync('promtool', ['check', 'metrics'], { input, encoding: 'utf8' })).toBe('')
  })
})
