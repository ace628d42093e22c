import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'
import { APPLICATION_ERRORS, errorDocument, HTTP_ERRORS } from './errors.ts'
import { type Simulator, startSimulator } from './simulator.ts'

const KEY = 'sk_test_simulated'
const NOW = Date.parse('2026-01-22T10:30:12Z')
const delays = { slowMs: 120, assistantMs: 10, assistantSlowMs: 120 }

let simulator: Simulator
beforeEach(async () => {
  simulator = await startSimulator({ apiKey: KEY, now: () => NOW, delays })
})
afterEach(() => simulator.close())

/** Asks with the key, unless told another. */
async function ask(path: string, authorization = `Bearer ${KEY}`) {
  const signal = AbortSignal.timeout(1_000)
  const response = await fetch(`${simulator.url}${path}`, { headers: { authorization }, signal })
  return { status: response.status, headers: response.headers, body: await response.text() }
}

async function askJson(path: string, authorization?: string) {
  const { status, body } = await ask(path, authorization)
  return { status, json: JSON.parse(body) }
}

/** Says one thing to the assistant; gives its answer, or the status that refused it. */
async function tellAssistant(said: string, authorization = `Bearer ${KEY}`, path = '/v1/assistant'): Promise<unknown> {
  const socket = new WebSocket(`${simulator.url.replace('http', 'ws')}${path}`, { headers: { authorization } })
  onTestFinished(() => socket.terminate())
  socket.on('open', () => socket.send(said))
  return new Promise((resolve, reject) => {
    socket.on('message', (data) => resolve(JSON.parse(data.toString())))
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode))
    socket.on('error', reject)
  })
}

describe('the simulator serves', () => {
  test.each<[string, unknown]>([
    ['/v1/health', { status: 'ok' }],
    ['/v1/auth/test', { active: true, scopes: ['opportunities:read', 'accounts:read'] }],
    ['/v1/usage', { limit: 1000, used: 412, remaining: 588, resetAt: '2026-01-22T11:00:00Z' }],
    ['/v1/integrations/salesforce', { status: 'Active', lastSync: '2026-01-22T10:30:00Z', lastError: null }],
  ])('%s', async (path, json) => expect(await askJson(path)).toEqual({ status: 200, json }))

  test('/dashboard to everyone', async () => {
    const { status, headers, body } = await ask('/dashboard', 'none')
    expect({ status, type: headers.get('content-type') }).toEqual({ status: 200, type: 'text/html; charset=utf-8' })
    expect(body).toContain('data-app="scopien-dashboard"')
  })

  test('the assistant', async () => {
    expect(await tellAssistant('{"question":"Who?"}')).toEqual({ answer: 'Here is what I found for “Who?”' })
  })

  test.each(['/', '/v1', '/v1/opportunities/1'])('DATA_001 at %s', async (path) => {
    expect(await askJson(path)).toMatchObject({ status: 404, json: { error: { code: 'DATA_001' } } })
  })

  test.each(['/v1/health', '/v1/auth/test', '/v1/usage', '/v1/integrations/salesforce'])(
    'AUTH_001 at %s without the key',
    async (path) => {
      for (const authorization of ['', 'Bearer sk_other', KEY])
        expect(await askJson(path, authorization)).toMatchObject({ status: 401, json: { error: { code: 'AUTH_001' } } })
    },
  )

  test.each([
    ['without the key', 401, 'Bearer sk_other', '/v1/assistant'],
    ['elsewhere', 404, `Bearer ${KEY}`, '/v1/else'],
  ])('no assistant %s: %d', async (_what, status, authorization, path) => {
    expect(await tellAssistant('', authorization, path)).toBe(status)
  })
})

describe('a mode', () => {
  test.each([...HTTP_ERRORS, ...APPLICATION_ERRORS])('$code of the api is its row of the table', async (row) => {
    simulator.control('api', row.code)
    const { status, json } = await askJson('/v1/health')
    expect(status).toBe(row.status)
    expect(json).toMatchObject(errorDocument(row))
  })

  test.each(['rate_limited', 'RATE_001', '429'])('%s says when to return', async (mode) => {
    simulator.control('api', mode)
    const { status, headers, body } = await ask('/v1/health')
    expect([status, headers.get('retry-after')]).toEqual([429, '30'])
    expect(JSON.parse(body)).toMatchObject({ resetAt: '2026-01-22T10:30:42Z' })
  })

  test.each(['SYNC_001', 'SYNC_002'])('%s of the sync is told in its content', async (code) => {
    simulator.control('salesforce_sync', code)
    expect(await askJson('/v1/integrations/salesforce')).toMatchObject({
      status: 200,
      json: { status: 'Error', lastError: { code } },
    })
  })

  test('stale of the sync is two hours ago', async () => {
    simulator.control('salesforce_sync', 'stale')
    expect(await askJson('/v1/integrations/salesforce')).toMatchObject({ json: { lastSync: '2026-01-22T08:30:12Z' } })
  })

  test.each([
    ['failing', 500],
    ['maintenance', 503],
  ])('%s is %d', async (mode, status) => {
    simulator.control('dashboard', mode)
    expect(await ask('/dashboard')).toMatchObject({ status })
    simulator.control('ai_assistant', mode)
    expect(await tellAssistant('{}')).toBe(status)
  })

  test('slow is late, but right', async () => {
    simulator.control('api', 'slow')
    simulator.control('ai_assistant', 'slow')
    const started = performance.now()
    expect(await ask('/v1/health')).toMatchObject({ status: 200, body: '{"status":"ok"}' })
    expect(performance.now() - started).toBeGreaterThanOrEqual(110)
    expect(await tellAssistant('{"question":"?"}')).toHaveProperty('answer')
    expect(performance.now() - started).toBeGreaterThanOrEqual(220)
  })

  test('closed resets the connection', async () => {
    simulator.control('api', 'closed')
    simulator.control('ai_assistant', 'closed')
    await expect(ask('/v1/health')).rejects.toThrow()
    await expect(tellAssistant('{}')).rejects.toThrow()
  })

  test('silent says nothing', async () => {
    simulator.control('api', 'silent')
    const signal = AbortSignal.timeout(150)
    const request = fetch(`${simulator.url}/v1/health`, { signal })
    await expect(request).rejects.toMatchObject({ name: 'TimeoutError' })
  })

  test('of one service leaves the others alone', async () => {
    simulator.control('salesforce_sync', 'failing')
    expect(await ask('/v1/health')).toMatchObject({ status: 200 })
  })
})

describe('startSimulator', () => {
  test('refuses a key of another form', async () => {
    await expect(startSimulator({ apiKey: 'pk_1' })).rejects.toThrow('Expected an API key that begins with sk_')
  })

  test('closes with requests, sockets and timers under way', async () => {
    const own = await startSimulator({ apiKey: KEY, delays: { slowMs: 60_000, assistantMs: 60_000 } })
    const headers = { authorization: `Bearer ${KEY}` }
    own.control('api', 'slow')
    own.control('dashboard', 'silent')
    const requests = Promise.allSettled([fetch(`${own.url}/v1/health`, { headers }), fetch(`${own.url}/dashboard`)])
    const socket = new WebSocket(`${own.url.replace('http', 'ws')}/v1/assistant`, { headers })
    await once(socket, 'open')
    socket.send('{}')
    const closed = once(socket, 'close')
    await own.close()
    await closed
    expect((await requests).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    await expect(fetch(own.url)).rejects.toThrow()
  })

  test('main.ts prints its URL as a line, and ends when told', async () => {
    const main = fileURLToPath(new URL('main.ts', import.meta.url))
    const env = { PATH: '', SCOPIEN_API_KEY: KEY, PORT: '0' }
    const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'inherit'] })
    onTestFinished(() => void child.kill('SIGKILL'))
    const [line] = await once(child.stdout, 'data')
    const { url } = JSON.parse(String(line))
    expect((await fetch(`${url}/control`)).status).toBe(200)
    child.kill('SIGTERM')
    expect(await once(child, 'exit')).toEqual([0, null])
  })
})
