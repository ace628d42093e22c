import { describe, expect, test } from 'vitest'
import { Secret } from '#domain/secret.ts'
import { probeHttp } from '../../probes/http.ts'
import { API_KEY, httpCheck } from './checks.ts'
import { AT, probeDeps } from './deps.ts'
import { closedPort, serveHttp } from './servers.ts'

describe('probeHttp', () => {
  test('asks as the check says, with its credentials', async () => {
    const port = await serveHttp(({ method, url, headers }, response) => {
      const asked = `${method} ${url} ${headers.authorization} ${headers['x-team']} ${headers.accept}`
      response.writeHead(asked === `PUT /v1/health Bearer ${API_KEY} core */*` ? 200 : 500).end()
    })
    const headers = { 'X-Team': new Secret('core'), accept: new Secret('*/*') }
    const check = httpCheck(`http://127.0.0.1:${port}/v1/health`, { method: 'PUT', headers })
    expect(await probeHttp(check, probeDeps())).toMatchObject({ outcome: 'up', reasonCode: null })
  })

  test('sends no credentials that the check has not', async () => {
    const port = await serveHttp(({ headers }, response) => response.writeHead(headers.authorization ? 500 : 200).end())
    const check = httpCheck(`http://127.0.0.1:${port}/`, { bearer: null })
    expect(await probeHttp(check, probeDeps())).toMatchObject({ outcome: 'up' })
  })

  test('gives a whole result', async () => {
    const port = await serveHttp((_request, response) => response.writeHead(503).end())
    const check = httpCheck(`http://127.0.0.1:${port}/`)
    const { observed, ...result } = await probeHttp(check, probeDeps({ stopwatch: () => () => 83.6 }))
    expect(observed.http).toMatchObject({ status: 503, version: '1.1', secure: false, redirects: 0, bodyBytes: 0 })
    expect(result).toEqual({
      checkId: 'asked',
      region: 'local',
      at: AT,
      durationMs: 84,
      outcome: 'down',
      reasonCode: 'http_503',
      detail: 'status: found 503, expected 200–299',
      retryAt: null,
      findings: [],
    })
  })

  test('a closed port is a result', async () => {
    const check = httpCheck(`http://127.0.0.1:${await closedPort()}/`)
    const result = await probeHttp(check, probeDeps())
    expect(result).toMatchObject({ outcome: 'down', reasonCode: 'connection_refused' })
  })

  test('a silent server is a result at the deadline', async () => {
    const check = httpCheck(`http://127.0.0.1:${await serveHttp(() => {})}/`, { timeoutMs: 150 })
    const result = await probeHttp(check, probeDeps())
    expect(result).toMatchObject({ outcome: 'down', reasonCode: 'timeout' })
    expect(result.durationMs).toBeLessThan(1150)
  })

  test('an address that may not be asked says nothing of the target', async () => {
    const result = await probeHttp(httpCheck('http://10.0.0.1/'), probeDeps())
    expect(result).toMatchObject({ outcome: 'unknown', reasonCode: 'forbidden_address' })
  })

  test('a fault of our own rises', async () => {
    const check = httpCheck('http://127.0.0.1:1/', { bearer: new Secret('two\nlines') })
    await expect(probeHttp(check, probeDeps())).rejects.toThrow('Invalid character in header content ["authorization"]')
  })
})
