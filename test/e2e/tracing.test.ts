import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ReceivedSpan, type Receiver, startReceiver } from '../tracing/receiver.ts'
import { eventually, statusOf, type Watched, watchSimulator } from './service.ts'

const QUICK = { OTEL_BSP_SCHEDULE_DELAY: '100' }

let receiver: Receiver
let watched: Watched
beforeAll(async () => {
  receiver = await startReceiver()
  const variables = {
    ...QUICK,
    OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
    OTEL_TRACES_SAMPLER_ARG: '1',
    OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20planted',
    OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=test,service.name=of-the-cluster',
    TRACE_URL: 'https://traces.example/trace/{traceId}',
  }
  watched = await watchSimulator(variables, [], { tracesUrl: `${receiver.url}/v1/traces` })
})
afterAll(async () => {
  await watched?.[Symbol.asyncDispose]()
  await receiver?.[Symbol.asyncDispose]()
})

/** A trace of which everything has come: its first span comes last. */
const rootsOf = (name: string) => receiver.spans.filter((span) => span.name === name && span.parentSpanId === '')
const childrenOf = ({ traceId, spanId }: ReceivedSpan) =>
  receiver.spans.filter((span) => span.traceId === traceId && span.parentSpanId === spanId)
/** What the server tells of it; what its target tells is by another clock. */
const partsOf = (span: ReceivedSpan) => childrenOf(span).filter(({ kind }) => kind !== 'server')

async function firstOf(name: string, isIt: (root: ReceivedSpan) => boolean = () => true): Promise<ReceivedSpan> {
  await eventually(async () => rootsOf(name).some(isIt))
  return rootsOf(name).find(isIt) as ReceivedSpan
}

describe('a server that sends traces', () => {
  test('tells a probe as one trace, from its beginning to the handler of its target', async () => {
    const root = await firstOf('probe api-health')
    const [request] = partsOf(root)
    if (!request) throw new Error('The probe asked nobody')
    expect(root).toMatchObject({ kind: 'internal', failed: false })
    expect(root.attributes).toMatchObject({
      'status.component': 'api',
      'status.check': 'api-health',
      'status.outcome': 'up',
      'network.type': 'ipv4',
    })
    const { hostname, port } = new URL(watched.simulator.url)
    expect(request).toMatchObject({ name: 'GET', kind: 'client', failed: false })
    expect(request.attributes).toEqual({
      'http.request.method': 'GET',
      'url.full': `${watched.simulator.url}/v1/health`,
      'server.address': hostname,
      'server.port': Number(port),
      'network.peer.address': hostname,
      'network.peer.port': Number(port),
      'http.response.status_code': 200,
      'network.protocol.version': '1.1',
    })
    expect(partsOf(request).map(({ name }) => name)).toEqual(['connect', 'processing', 'transfer'])
    await eventually(async () => childrenOf(request).some(({ kind }) => kind === 'server'))
    expect(childrenOf(request).find(({ kind }) => kind === 'server')).toMatchObject({
      name: 'GET /v1/health',
      resource: { 'service.name': 'simulated-scopien' },
    })
  })

  test('has each part lie within what it is a part of', async () => {
    const root = await firstOf('probe dashboard-page')
    for (const outer of receiver.spans.filter(({ traceId }) => traceId === root.traceId)) {
      expect(outer.endedAt).toBeGreaterThanOrEqual(outer.startedAt)
      for (const inner of partsOf(outer)) {
        expect(inner.startedAt).toBeGreaterThanOrEqual(outer.startedAt)
        expect(inner.endedAt).toBeLessThanOrEqual(outer.endedAt)
      }
    }
  })

  test('asks over a WebSocket within a trace too', async () => {
    const root = await firstOf('probe assistant-answer')
    const [request] = partsOf(root)
    expect(request?.attributes).toMatchObject({ 'http.request.method': 'GET', 'http.response.status_code': 101 })
    const traceparent = `00-${request?.traceId}-${request?.spanId}-01`
    expect(watched.simulator.traced).toContainEqual({ path: '/v1/assistant', traceparent })
  })

  test('says who it is', async () => {
    const { resource } = await firstOf('probe api-health')
    expect(resource).toMatchObject({ 'service.name': 'of-the-cluster', 'telemetry.sdk.language': 'nodejs' })
    expect(resource).toHaveProperty('deployment.environment.name', 'test')
    expect(resource).not.toHaveProperty('process.command_args')
    expect(receiver.deliveries.map(({ authorization }) => authorization)).toContain('Bearer planted')
    expect(watched.service.output()).not.toContain('planted')
  })

  test('tells of groups of results, and of editions with every document', async () => {
    const stored = await firstOf('store results', ({ attributes }) => Number(attributes['db.operation.batch.size']) > 0)
    expect(stored.attributes['db.system.name']).toBe('sqlite')
    const edition = await firstOf('publish edition')
    expect(partsOf(edition).map(({ name }) => name)).toEqual(
      expect.arrayContaining(['load facts', 'render /api/status']),
    )
  })

  test('tells of requests for what is made on demand and of operators, not of what is ready', async () => {
    const { url } = watched.service
    await (await fetch(`${url}/api/components/api/uptime?days=7`)).text()
    await (
      await fetch(`${url}/api/incidents?token=planted`, { method: 'POST', headers: { authorization: 'Bearer x' } })
    ).text()
    await (await fetch(`${url}/api/heartbeats/planted-token`, { method: 'POST' })).text()
    await (await fetch(`${url}/api/status`)).text()
    const made = await firstOf('GET /api/components/:id/uptime')
    expect(made).toMatchObject({ kind: 'server', failed: false })
    expect(made.attributes).toMatchObject({
      'http.route': '/api/components/:id/uptime',
      'url.path': '/api/components/api/uptime',
      'http.response.status_code': 200,
    })
    expect((await firstOf('POST /api/incidents')).attributes['http.response.status_code']).toBe(401)
    expect((await firstOf('POST /api/heartbeats/:token')).attributes['url.path']).toBe('/api/heartbeats/:token')
    expect(rootsOf('GET /api/status')).toEqual([])
  })

  test('names the trace of a failed probe to operators, with a link, and to nobody else', async () => {
    watched.simulator.control('dashboard', 'closed')
    await eventually(async () => (await statusOf(watched.service, 'dashboard')) === 'major_outage')
    const failed = await firstOf('probe dashboard-page', ({ failed }) => failed)
    expect(failed.attributes['error.type']).toBe('connection_failed')
    const failedParts = partsOf(failed)
      .flatMap((request) => [request, ...partsOf(request)])
      .filter((part) => part.failed)
    expect(failedParts.map(({ name }) => name)).toEqual(['GET', 'processing'])
    const changed = /"check":"dashboard-page".*"trace_id":"(\w+)","msg":"verdict changed"/
    const [, logged] = changed.exec(watched.service.output()) ?? []
    expect(receiver.spans.map(({ traceId }) => traceId)).toContain(logged)
    const token = await createToken()
    const asOperator = { headers: { authorization: `Bearer ${token}` } }
    const answer = await fetch(`${watched.service.url}/api/components/dashboard`, asOperator)
    const { checks } = (await answer.json()) as { checks: { trace: { id: string; url: string } | null }[] }
    const trace = checks[0]?.trace
    expect(trace?.url).toBe(`https://traces.example/trace/${trace?.id}`)
    await eventually(async () => receiver.spans.some(({ traceId }) => traceId === trace?.id))
    const seen = await Promise.all(
      ['/', '/api/components', '/api/components/dashboard', '/metrics'].map(async (path) =>
        (
          await fetch(watched.service.url + path, { headers: { accept: 'application/openmetrics-text, text/html' } })
        ).text(),
      ),
    )
    const ids = new Set(receiver.spans.map(({ traceId }) => traceId))
    for (const text of seen) expect([...text.matchAll(/[0-9a-f]{32}/g)].filter(([id]) => ids.has(id))).toEqual([])
    const metrics = await fetch(`${watched.service.url}/metrics`, {
      headers: { ...asOperator.headers, accept: 'application/openmetrics-text' },
    })
    const [, example = ''] =
      /^status_check_duration_seconds_bucket\{.*# \{trace_id="(\w+)"/m.exec(await metrics.text()) ?? []
    await eventually(async () => receiver.spans.some(({ traceId }) => traceId === example))
    watched.simulator.control('dashboard', 'ok')
  })

  test('no secret stands in a trace', () => {
    const text = JSON.stringify(receiver.spans)
    expect(text).not.toContain('sk_test')
    expect(text).not.toContain('planted')
  })

  test('sends what waits before it ends', async () => {
    const { code } = await watched.service.stop()
    expect(code).toBe(0)
    const last = watched.simulator.traced.at(-1)?.traceparent.split('-')[1]
    expect(receiver.spans.some(({ traceId }) => traceId === last)).toBe(true)
  })
})

async function createToken(): Promise<string> {
  const env = { ...process.env, ...watched.variables }
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['api/cli/token.ts', 'create', '--name', 'tracer', '--scope', 'metrics:read'],
    { env },
  )
  return /sk_\w+/.exec(stdout)?.[0] ?? ''
}
