import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { freePort } from '../free-port.ts'
import { startReceiver } from '../tracing/receiver.ts'
import { eventually, missedOf, statusOf, temporaryFolder, watchSimulator } from './service.ts'

const QUICK = { OTEL_BSP_SCHEDULE_DELAY: '100' }
const LISTING = ['--import', join(import.meta.dirname, '../tracing/list-modules.ts')]

/** The modules that a server has loaded once it asks and answers. */
async function modulesOf(variables: Readonly<Record<string, string>>) {
  using folder = temporaryFolder()
  const file = join(folder.path, 'modules')
  await using watched = await watchSimulator({ ...variables, MODULES: file }, LISTING)
  await eventually(async () => (await statusOf(watched.service, 'api')) === 'operational')
  await fetch(`${watched.service.url}/metrics`)
  const { traced } = watched.simulator
  const modules = readFileSync(file, 'utf8').split('\n')
  return { modules, traced: traced.length, ofTelemetry: modules.filter((url) => url.includes('@opentelemetry')) }
}

describe('without an endpoint', () => {
  test.each([{}, { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9', OTEL_SDK_DISABLED: 'true' }])(
    'nothing of OpenTelemetry is loaded, and no target is told of a trace: %j',
    async (variables) => {
      const { modules, ofTelemetry, traced } = await modulesOf(variables)
      expect(modules.length).toBeGreaterThan(10)
      expect(ofTelemetry).toEqual([])
      expect(traced).toBe(0)
    },
  )

  test('nothing of it is part of the server either', () => {
    const server = readFileSync('dist/server.js', 'utf8')
    // Under this name its packages find each other.
    expect(server).not.toContain('opentelemetry.js.api')
    expect(server).not.toMatch(/from ?"@opentelemetry/)
  })
})

test('with an endpoint it is loaded', async () => {
  await using receiver = await startReceiver()
  const { ofTelemetry } = await modulesOf({ ...QUICK, OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url })
  expect(ofTelemetry.length).toBeGreaterThan(10)
})

test('every failure is sent, even where nothing else is', async () => {
  await using receiver = await startReceiver()
  const only = { OTEL_TRACES_SAMPLER_ARG: '0', OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${receiver.url}/v1/traces` }
  await using watched = await watchSimulator({ ...QUICK, ...only })
  await eventually(async () => (await statusOf(watched.service, 'api')) === 'operational')
  watched.simulator.control('salesforce_sync', 'SYNC_001')
  await eventually(async () => receiver.spans.filter(({ parentSpanId }) => parentSpanId === '').length >= 3)
  const roots = receiver.spans.filter(({ parentSpanId }) => parentSpanId === '')
  expect(new Set(roots.map(({ name, attributes }) => `${name}: ${attributes['status.reason']}`))).toEqual(
    new Set(['probe salesforce-integration: SYNC_001']),
  )
})

describe('a receiver', () => {
  test.each<[string, Parameters<typeof startReceiver>[0] | 'absent']>([
    ['is not there', 'absent'],
    ['never answers', () => undefined],
    ['refuses', (response) => void response.writeHead(400).end('no')],
    ['hangs up', (response) => void response.destroy()],
  ])('that %s delays no probe, and keeps the server from ending by two seconds at most', async (_, answer) => {
    await using receiver = await startReceiver(answer === 'absent' ? undefined : answer)
    const url = answer === 'absent' ? `http://127.0.0.1:${await freePort()}` : receiver.url
    await using watched = await watchSimulator({
      ...QUICK,
      OTEL_EXPORTER_OTLP_ENDPOINT: url,
      OTEL_TRACES_SAMPLER_ARG: '1',
    })
    await eventually(async () => (await statusOf(watched.service, 'api')) === 'operational')
    await sleep(1000)
    expect(await missedOf(watched.service)).toEqual([])
    const from = performance.now()
    expect((await watched.service.stop()).code).toBe(0)
    expect(performance.now() - from).toBeLessThan(4000)
  })

  test('that cannot be reached is told of once, in the log', async () => {
    const url = `http://127.0.0.1:${await freePort()}`
    const variables = {
      OTEL_EXPORTER_OTLP_ENDPOINT: url,
      OTEL_TRACES_SAMPLER_ARG: '1',
      OTEL_EXPORTER_OTLP_TIMEOUT: '300',
    }
    await using watched = await watchSimulator({ ...QUICK, ...variables })
    await eventually(async () => watched.service.output().includes('traces cannot be sent'))
    await sleep(1500)
    expect(watched.service.output().split('traces cannot be sent')).toHaveLength(2)
  })
})
