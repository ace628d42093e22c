import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Assertion } from '#domain/assertion.ts'
import type { HttpCheck, WebSocketCheck } from '#domain/check.ts'
import { probe } from '../../probes/probe.ts'
import { APPLICATION_ERRORS, HTTP_ERRORS } from '../simulator/errors.ts'
import { modesOf, SERVICES, type Service } from '../simulator/modes.ts'
import { type Simulator, startSimulator } from '../simulator/simulator.ts'
import { API_KEY, httpCheck, webSocketCheck } from './checks.ts'
import { AT, probeDeps } from './deps.ts'

const delays = { slowMs: 600, assistantMs: 10, assistantSlowMs: 600 }
const swift: Assertion = { fact: 'latency', underMs: 500, otherwise: 'degraded' }
const errorCodes = {
  SYNC_001: { outcome: 'down', text: 'Salesforce connection failed' },
  SYNC_002: { outcome: 'degraded', text: 'Salesforce’s API limit is used up' },
} as const

let simulator: Simulator
beforeAll(async () => {
  simulator = await startSimulator({ apiKey: API_KEY, delays, now: () => AT })
})
afterAll(() => simulator.close())

/** The check of a service, as the shipped configuration asks it. */
function checkOf(service: Service, timeoutMs = 3_000): HttpCheck | WebSocketCheck {
  const asked = (path: string, expectations: readonly Assertion[]) =>
    httpCheck(`${simulator.url}${path}`, { timeoutMs, expect: [...expectations, swift] })
  switch (service) {
    case 'api':
      return asked('/v1/health', [
        { fact: 'json', pointer: '/status', is: { op: '==', value: 'ok' }, otherwise: 'down' },
      ])
    case 'dashboard':
      return asked('/dashboard', [
        { fact: 'body', is: { op: 'contains', text: 'data-app="scopien-dashboard"' }, otherwise: 'down' },
      ])
    case 'salesforce_sync':
      return asked('/v1/integrations/salesforce', [
        { fact: 'json', pointer: '/status', is: { op: '==', value: 'Active' }, otherwise: 'down' },
        { fact: 'age', pointer: '/lastSync', underMs: 3_600_000, otherwise: 'degraded' },
      ])
    case 'ai_assistant':
      return webSocketCheck(`${simulator.url.replace('http', 'ws')}/v1/assistant`, { timeoutMs, expect: [swift] })
  }
}

/** Whether a probe ends at its deadline: when nothing comes, or nothing that is the answer. */
function waits(service: Service, mode: string): boolean {
  return mode === 'silent' || (service === 'ai_assistant' && !['ok', 'slow'].includes(mode))
}

async function askIn(service: Service, mode: string): Promise<string> {
  simulator.control(service, mode)
  const { outcome, reasonCode, retryAt } = await probe(
    checkOf(service, waits(service, mode) ? 800 : 3_000),
    probeDeps({ errorCodes }),
  )
  return [outcome, reasonCode ?? '', retryAt === null ? '' : `until ${retryAt - AT}`].join(' ').trim()
}

const rateLimited = 'unknown RATE_001 until 30000'
const EXPECTED: Readonly<Record<string, string>> = {
  ok: 'up',
  slow: 'degraded slow',
  failing: 'down http_500',
  wrong: 'down unexpected_answer',
  silent: 'down timeout',
  rate_limited: rateLimited,
  maintenance: 'down http_503',
  closed: 'down connection_failed',
  stale: 'degraded stale_data',
  SYNC_001: 'down SYNC_001',
  SYNC_002: 'degraded SYNC_002',
  '400': 'down http_400',
  '401': 'down AUTH_001',
  '403': 'down PERM_001',
  '404': 'down DATA_001',
  '429': rateLimited,
  '500': 'down http_500',
  '503': 'down http_503',
  AUTH_001: 'down AUTH_001',
  AUTH_002: 'down AUTH_001',
  RATE_001: rateLimited,
  DATA_001: 'down DATA_001',
  PERM_001: 'down PERM_001',
}

/** The assistant tells the application's errors in messages, which have no HTTP status to go by. */
function expectedOf(service: Service, mode: string): string | undefined {
  const told = service === 'ai_assistant' && ['AUTH_001', 'AUTH_002', 'DATA_001', 'PERM_001'].includes(mode)
  return told ? 'down unexpected_answer' : EXPECTED[mode]
}

describe.each(SERVICES)('the probe of %s', (service) => {
  test.each(modesOf(service).map((mode) => [mode, expectedOf(service, mode)]))(
    'finds mode %s %s',
    async (mode, found) => {
      expect(await askIn(service, mode)).toBe(found)
    },
  )
})

describe('probe', () => {
  test('knows every row of the guide’s tables when the configuration does', async () => {
    const rows = [...HTTP_ERRORS, ...APPLICATION_ERRORS].filter(({ status }) => status !== 429)
    const all = Object.fromEntries(
      rows.map(({ code, message }) => [code, { outcome: 'degraded', text: message } as const]),
    )
    for (const { code } of rows) {
      simulator.control('api', code)
      const result = await probe(checkOf('api'), probeDeps({ errorCodes: all }))
      expect(result).toMatchObject({ outcome: 'degraded', reasonCode: code })
    }
  })

  test('rejects when the egress breaks, which is our own fault', async () => {
    const broken = {
      ...probeDeps().egress,
      request: () => Promise.reject(new TypeError('broken')),
      converse: () => Promise.reject(new TypeError('broken')),
    }
    await expect(probe(checkOf('api'), probeDeps({ egress: broken }))).rejects.toThrow('broken')
    await expect(probe(checkOf('ai_assistant'), probeDeps({ egress: broken }))).rejects.toThrow('broken')
  })
})
