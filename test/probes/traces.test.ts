import type { IncomingMessage } from 'node:http'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { ActiveCheck } from '#domain/check.ts'
import type { Result } from '#domain/result.ts'
import { Secret } from '#domain/secret.ts'
import { createProber } from '../../probes/prober.ts'
import { componentOf, configurationOf } from '../facts.ts'
import { type ToldSpan, testTracer } from '../tracing/tracer.ts'
import { dnsCheck, httpCheck, sequenceCheck, stepOf, tcpCheck } from './checks.ts'
import { AT, stopwatch } from './deps.ts'
import { closedPort, serveBytes, serveHttp } from './servers.ts'

/** Asks a check once within a trace, as the server does. */
async function trace(check: ActiveCheck, { share = 1, secrets = [] as string[] } = {}) {
  const { tracer, told } = testTracer({ share })
  const { promise, resolve } = Promise.withResolvers<Result>()
  const prober = createProber({
    ...{ tracer, stopwatch, now: () => AT, monotonic: () => performance.now() },
    record: (_check, result) => {
      resolve(result)
      return { settled: true }
    },
    ...{ onSlot: () => undefined, onMissed: () => undefined, onSlept: () => undefined },
    onFault: (_check, error) => {
      throw error
    },
  })
  onTestFinished(() => prober.stop())
  const allowed = { egressAllow: ['127.0.0.0/8'], secrets: secrets.map((secret) => new Secret(secret)) }
  prober.start(configurationOf([componentOf('api', { checks: [check] })], allowed))
  const result = await promise
  await prober.stop()
  return { result, told, tree: treeOf(told) }
}

const treeOf = (told: readonly ToldSpan[]) => told.map(({ name, parent }) => `${parent ?? ''} > ${name}`)
const requests = (told: readonly ToldSpan[]) => told.filter(({ attributes }) => 'url.full' in attributes)

/** A server that notes what it is asked, and answers by path. */
async function serveNoting(
  answers: Readonly<Record<string, { status?: number; location?: string; body?: string }>> = {},
) {
  const heard: IncomingMessage['headers'][] = []
  const port = await serveHttp((request, response) => {
    heard.push(request.headers)
    const { status = 200, location, body = '' } = answers[request.url ?? ''] ?? {}
    response.writeHead(status, location === undefined ? {} : { location }).end(body)
  })
  return { heard, url: `http://127.0.0.1:${port}` }
}

describe('the trace of a probe', () => {
  test('has the request, and in it its phases', async () => {
    const { url, heard } = await serveNoting()
    const { told, tree, result } = await trace(httpCheck(url))
    expect(tree).toEqual([' > probe asked', 'probe asked > GET', 'GET > connect', 'GET > processing', 'GET > transfer'])
    const [, request] = told
    expect(heard[0]?.['traceparent']).toBe(`00-${request?.traceId}-${request?.spanId}-01`)
    expect(result.traceId).toBe(request?.traceId)
  })

  test('that is dropped names no trace with its result, though its target was told of one', async () => {
    const { url, heard } = await serveNoting()
    const { told, result } = await trace(httpCheck(url), { share: 0 })
    expect(told).toEqual([])
    expect(result).not.toHaveProperty('traceId')
    expect(heard[0]?.['traceparent']).toMatch(/^00-/)
  })

  test('says where and why it failed', async () => {
    const { told, result } = await trace(httpCheck(`http://127.0.0.1:${await closedPort()}`), { share: 0 })
    expect(told.filter(({ failed }) => failed).map(({ name, attributes }) => [name, attributes['error.type']])).toEqual(
      [
        ['probe asked', 'connection_refused'],
        ['GET', 'connection_refused'],
        ['connect', 'connection_refused'],
      ],
    )
    expect(result.traceId).toBe(told[0]?.traceId)
  })

  test('over TCP and DNS has its phases at once', async () => {
    const port = await serveBytes('hello')
    const tcp = await trace(tcpCheck('127.0.0.1', port, { send: new Secret('x'), answer: 'hello' }))
    expect(tcp.tree).toEqual([
      ' > probe asked',
      'probe asked > connect',
      'probe asked > processing',
      'probe asked > transfer',
    ])
    expect(tcp.told[0]?.attributes).toMatchObject({ 'server.address': '127.0.0.1', 'server.port': port })
    const dns = await trace(dnsCheck('scopien.com', 'A', { resolver: { host: '127.0.0.1', port }, timeoutMs: 60 }))
    expect(dns.told[0]?.attributes).toMatchObject({ 'server.port': port, 'dns.question.name': 'scopien.com' })
  })

  test('has a request for each redirect, which carries the same trace on', async () => {
    const other = await serveNoting()
    const { url, heard } = await serveNoting({
      '/': { status: 302, location: '/second' },
      '/second': { status: 307, location: `${other.url}/session/s3cr3t?a=s3cr3t` },
    })
    const { told } = await trace(httpCheck(`${url}/`))
    const hops = requests(told)
    expect(hops.map(({ attributes }) => attributes['url.full'])).toEqual([`${url}/`, `${url}/***`, `${other.url}/***`])
    expect(hops.map(({ attributes }) => attributes['http.request.resend_count'])).toEqual([undefined, 1, 2])
    const sent = [...heard, ...other.heard].map(({ traceparent }) => traceparent)
    expect(sent).toEqual(hops.map(({ traceId, spanId }) => `00-${traceId}-${spanId}-01`))
    expect(new Set(hops.map(({ traceId }) => traceId)).size).toBe(1)
  })

  test('leaves a traceparent alone that the check names itself, and adds none where a redirect takes that away', async () => {
    const other = await serveNoting()
    const { url, heard } = await serveNoting({ '/': { status: 302, location: `${other.url}/` } })
    const own = '00-11111111111111111111111111111111-2222222222222222-00'
    await trace(httpCheck(`${url}/`, { headers: { Traceparent: new Secret(own) } }))
    expect(heard[0]?.['traceparent']).toBe(own)
    expect(other.heard[0]).not.toHaveProperty('traceparent')
  })

  test('shows an address without its query and without secrets', async () => {
    const { url } = await serveNoting()
    const { told } = await trace(httpCheck(`${url}/hooks/a%2Fb%20c/sk_1/v1?key=sk_1`), {
      secrets: ['a/b c', 'sk_1', ''],
    })
    expect(requests(told)[0]?.attributes['url.full']).toBe(`${url}/hooks/***/***/v1?***`)
    expect(JSON.stringify(told)).not.toContain('sk_1')
  })

  test('says which step of a sequence was not as expected', async () => {
    const { url } = await serveNoting({ '/login': { body: '{}' } })
    const { told } = await trace(
      sequenceCheck([stepOf('log in', `${url}/login`, { take: { session: { json: '/session' } } })]),
    )
    expect(told.filter(({ failed }) => failed).map(({ name, attributes }) => [name, attributes['error.type']])).toEqual(
      [
        ['probe asked', 'unexpected_answer'],
        ['log in', 'unexpected_answer'],
      ],
    )
  })

  test('has the steps of a sequence, and hides what was taken in one', async () => {
    const { url } = await serveNoting({ '/login': { body: '{"session":"tok_5f3a"}' } })
    const steps = [
      stepOf('log in', `${url}/login`, { take: { session: { json: '/session' } } }),
      stepOf('ask', `${url}/of/{{session}}/all`),
    ]
    const { told, tree } = await trace(sequenceCheck(steps))
    expect(tree.filter((line) => !/^GET > /.test(line))).toEqual([
      ' > probe asked',
      'probe asked > log in',
      'log in > GET',
      'probe asked > ask',
      'ask > GET',
    ])
    expect(requests(told).map(({ attributes }) => attributes['url.full'])).toEqual([
      `${url}/login`,
      `${url}/of/***/all`,
    ])
  })
})
