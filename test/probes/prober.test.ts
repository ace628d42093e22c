import { describe, expect, onTestFinished, test } from 'vitest'
import type { Result } from '#domain/result.ts'
import { createProber } from '../../probes/prober.ts'
import { componentOf, configurationOf } from '../facts.ts'
import { heartbeatCheck, httpCheck } from './checks.ts'
import { AT } from './deps.ts'
import { closedPort, serveHttp } from './servers.ts'

describe('createProber', () => {
  test('asks every check of a configuration, through its networks', async () => {
    const port = await serveHttp((request, response) => response.writeHead(request.url === '/ok' ? 200 : 500).end())
    const url = `http://127.0.0.1:${port}`
    const configuration = configurationOf([
      componentOf('api', { checks: [httpCheck(`${url}/ok`, { id: 'health' }), httpCheck(url, { id: 'login' })] }),
      componentOf('dashboard', { checks: [httpCheck(`http://127.0.0.1:${await closedPort()}`, { id: 'page' })] }),
    ])
    expect(await results({ ...configuration, egressAllow: ['127.0.0.0/8'] }, 3)).toEqual([
      ['health', 'up', null],
      ['login', 'down', 'http_500'],
      ['page', 'down', 'connection_refused'],
    ])
    expect(await results(configuration, 3)).toContainEqual(['health', 'unknown', 'forbidden_address'])
  })

  test('a fault of our own in asking is an unknown result, is told, and does not stop the others', async () => {
    const port = await serveHttp((_request, response) => response.end())
    const checks = ['first', 'second'].map((id) => httpCheck(`http://127.0.0.1:${port}`, { id }))
    const configuration = configurationOf([componentOf('api', { checks })], { egressAllow: ['127.0.0.0/8'] })
    const faults: unknown[] = []
    let watches = 0
    const stopwatch = () => {
      if (watches++ === 0) throw new Error('no clock')
      return () => 1
    }
    const found = await results(configuration, 2, { stopwatch, onFault: ({ id }, error) => faults.push([id, error]) })
    const asked = found.toSorted(([, one], [, other]) => String(one).localeCompare(String(other)))
    expect(asked.map(([, outcome, reasonCode]) => [outcome, reasonCode])).toEqual([
      ['unknown', 'probe_failed'],
      ['up', null],
    ])
    expect(faults).toEqual([[asked[0]?.[0], new Error('no clock')]])
  })

  test('a failure is our own when no control can be reached either', async () => {
    const port = await serveHttp((_request, response) => response.end())
    const [closed, other] = [await closedPort(), await closedPort()]
    const checks = [httpCheck(`http://127.0.0.1:${closed}`, { id: 'page' })]
    const configuration = configurationOf([componentOf('api', { checks })], { egressAllow: ['127.0.0.0/8'] })
    const controlled = (...ports: number[]) => ({
      ...configuration,
      controls: ports.map((one) => ({ kind: 'tcp' as const, host: '127.0.0.1', port: one })),
    })
    expect(await results(controlled(other), 1)).toEqual([['page', 'unknown', 'local_network']])
    expect(await results(controlled(other, port), 1)).toEqual([['page', 'down', 'connection_refused']])
  })

  test('asks no heartbeat: its job speaks up by itself', async () => {
    const port = await serveHttp((_request, response) => response.end())
    const checks = [heartbeatCheck('0123456789abcdef'), httpCheck(`http://127.0.0.1:${port}`, { id: 'page' })]
    const configuration = configurationOf([componentOf('api', { checks })], { egressAllow: ['127.0.0.0/8'] })
    expect(await results(configuration, 1)).toEqual([['page', 'up', null]])
  })

  test('stands still until it is started, and after it was stopped', async () => {
    const prober = proberOf(() => undefined)
    expect(prober.tickedAt()).toBeNull()
    prober.start(configurationOf([]))
    expect(prober.tickedAt()).toEqual(expect.any(Number))
    await prober.stop()
    expect(prober.tickedAt()).toBeNull()
  })
})

type Deps = Parameters<typeof createProber>[0]

function proberOf(take: (result: Result) => void, deps: Partial<Deps> = {}) {
  return createProber({
    record: (_check, result) => {
      take(result)
      return { settled: true }
    },
    now: () => AT,
    monotonic: () => performance.now(),
    stopwatch: () => () => 1,
    onSlot: () => undefined,
    onMissed: () => undefined,
    onSlept: () => undefined,
    onFault: (_check, error) => {
      throw error
    },
    ...deps,
  })
}

/** What a prober finds of a configuration until it has so many results, by the checks' ids. */
async function results(
  configuration: Parameters<ReturnType<typeof createProber>['start']>[0],
  count: number,
  deps: Partial<Deps> = {},
) {
  const found: Result[] = []
  const enough = Promise.withResolvers<void>()
  const prober = proberOf((result) => {
    if (found.push(result) >= count) enough.resolve()
  }, deps)
  onTestFinished(() => prober.stop())
  prober.start(configuration)
  await enough.promise
  await prober.stop()
  return found
    .map(({ checkId, outcome, reasonCode }) => [checkId, outcome, reasonCode])
    .sort(([a], [b]) => String(a).localeCompare(String(b)))
}
