import { pino } from 'pino'
import { describe, expect, test } from 'vitest'
import { type AppDeps, createApp } from '../../api/app.ts'
import { createProblemAnswers } from '../../api/http/problem-answers.ts'
import { Problem } from '../../api/problem.ts'
import { appDeps } from './app-deps.ts'

const lines: string[] = []
const log = pino({ base: null }, { write: (line: string) => void lines.push(line) })
const metrics = {
  expose: async () => ({ contentType: 'text/plain; version=0.0.4', bytes: Buffer.from('probe_success 1\n') }),
}
const appWith = (deps: Partial<AppDeps> = {}) => createApp(appDeps({ log, metrics, ...deps }))

describe('createApp', () => {
  test('an unknown route is a 404 problem', async () => {
    const answer = await appWith().request('/nope')
    expect(answer.status).toBe(404)
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(await answer.json()).toEqual({
      type: 'about:blank',
      title: 'Not Found',
      status: 404,
      code: 'DATA_001',
      detail: 'There is nothing at /nope.',
      requestId: answer.headers.get('x-request-id'),
    })
  })

  test('a browser is told of a fault by a page, in its language', async () => {
    const answerProblem = createProblemAnswers(
      async (code, { detail }, { language }) => `${language} ${code} ${detail}`,
    )
    const headers = { accept: 'text/html', 'accept-language': 'de' }
    const answer = await appWith({ answerProblem }).request('/nope', { headers })
    expect([answer.status, await answer.text()]).toEqual([404, 'de DATA_001 There is nothing at /nope.'])
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(answer.headers.get('content-language')).toBe('de')
  })

  test.each([
    ['POST', '/metrics'],
    ['DELETE', '/healthz'],
  ])('%s on %s is refused with what is possible', async (method, path) => {
    const answer = await appWith().request(path, { method })
    expect(answer.status).toBe(405)
    expect(answer.headers.get('allow')).toBe('GET, HEAD')
    expect(await answer.json()).toMatchObject({ code: 'METHOD_NOT_ALLOWED' })
  })

  test.each([
    ['/metrics', 429],
    ['/readyz', 429],
    ['/healthz', 200],
  ])('%s for an address that has asked for too much is answered with %i', async (path, expected) => {
    const admit = () => {
      throw new Problem('RATE_001', 'Too much', { headers: { 'Retry-After': '1' } })
    }
    const answer = await appWith({ admit }).request(path)
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([expected, expected === 429 ? '1' : null])
  })

  test('what is read at a path is possible there too', async () => {
    const app = appWith({ isDocument: (path) => path.startsWith('/api/') })
    const allowed = async (method: string, path: string) => (await app.request(path, { method })).headers.get('allow')
    expect(await allowed('DELETE', '/api/status')).toBe('GET, HEAD')
    expect(await allowed('DELETE', '/api/incidents')).toBe('GET, HEAD, POST')
    expect(await allowed('PUT', '/api/incidents/inc_1')).toBe('GET, HEAD, PATCH')
  })

  test('every answer carries the security headers, errors too', async () => {
    for (const path of ['/healthz', '/nope', '/']) {
      const { headers } = await appWith().request(path)
      expect(headers.get('x-content-type-options'), path).toBe('nosniff')
      expect(headers.get('content-security-policy'), path).toContain("default-src 'none'")
    }
  })

  test('a fault of ours is one plain 500, and the log has the rest', async () => {
    const app = appWith({ metrics: { expose: () => Promise.reject(new Error('the password is hunter2')) } })
    const answer = await app.request('/metrics')
    const body = await answer.text()
    expect(answer.status).toBe(500)
    expect(JSON.parse(body)).toMatchObject({ code: 'INTERNAL', detail: 'The server failed to answer.' })
    expect(body).not.toContain('hunter2')
    expect(lines.at(-1)).toContain(JSON.parse(body).requestId)
  })

  test('a page that was never rendered is a 503 that says where else to look', async () => {
    const answer = await appWith().request('/')
    expect(answer.status).toBe(503)
    expect(answer.headers.get('retry-after')).toBe('5')
    expect(await answer.json()).toMatchObject({ code: 'UNAVAILABLE' })
  })
})

describe('/healthz', () => {
  test('a process that answers is alive', async () => {
    expect(await (await appWith().request('/healthz')).json()).toEqual({ status: 'alive' })
  })
})

describe('/readyz', () => {
  test.each([
    [[], 200, 'ready'],
    [['The prober does not ask.'], 503, 'not_ready'],
  ])('with the faults %j the status is %i', async (faults, code, status) => {
    const answer = await appWith({ faults: async () => faults }).request('/readyz')
    expect(answer.status).toBe(code)
    expect(await answer.json()).toEqual({ status, faults })
  })
})

describe('/metrics', () => {
  test('a scrape is never cached and says its format', async () => {
    const answer = await appWith().request('/metrics')
    expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4')
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.headers.get('vary')).toBe('Accept, Authorization')
    expect(await answer.text()).toBe('probe_success 1\n')
  })
})
