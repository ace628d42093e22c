import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { modesOf, SERVICES } from './modes.ts'
import { type Simulator, startSimulator } from './simulator.ts'

const KEY = 'sk_test_simulated'

let simulator: Simulator
beforeEach(async () => {
  simulator = await startSimulator({ apiKey: KEY })
})
afterEach(() => simulator.close())

async function health(): Promise<number> {
  const response = await fetch(`${simulator.url}/v1/health`, { headers: { authorization: `Bearer ${KEY}` } })
  return response.status
}

async function post(path: string, body: string) {
  const response = await fetch(`${simulator.url}${path}`, { method: 'POST', body })
  return { status: response.status, text: await response.text() }
}

describe('POST /control/SERVICE', () => {
  test('puts a service in a mode, and ok heals it', async () => {
    expect(await post('/control/api', 'SYNC_001')).toEqual({ status: 200, text: 'api is SYNC_001.\n' })
    expect(await health()).toBe(503)
    expect(await post('/control/api', ' ok\n')).toEqual({ status: 200, text: 'api is ok.\n' })
    expect(await health()).toBe(200)
  })

  test.each([
    [
      '/control/apj',
      'ok',
      404,
      'No service is called "apj". There are api, dashboard, salesforce_sync, ai_assistant.\n',
    ],
    ['/control', 'ok', 404, 'No service is called "". There are api, dashboard, salesforce_sync, ai_assistant.\n'],
    ['/control/api', 'stale', 400, `api has no mode "stale". It has ${modesOf('api').join(', ')}.\n`],
    ['/control/api', '', 400, `api has no mode "". It has ${modesOf('api').join(', ')}.\n`],
    ['/control/api', 'x'.repeat(101), 413, 'A mode is one word, sent with its length.\n'],
  ])('%s with “%s” is %d', async (path, body, status, text) => expect(await post(path, body)).toEqual({ status, text }))
})

describe('GET /control', () => {
  test('lists the services with their modes', async () => {
    simulator.control('dashboard', 'wrong')
    const response = await fetch(`${simulator.url}/control`)
    expect(await response.json()).toEqual({
      services: SERVICES.map((service) => ({
        service,
        mode: service === 'dashboard' ? 'wrong' : 'ok',
        modes: modesOf(service),
      })),
    })
  })
})
