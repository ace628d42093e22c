import { describe, expect, test } from 'vitest'
import type { HeartbeatCheck } from '#domain/check.ts'
import type { Result } from '#domain/result.ts'
import { Secret } from '#domain/secret.ts'
import { createApp } from '../../../api/app.ts'
import { createClientAddress } from '../../../api/http/client-address.ts'
import { createHeartbeats } from '../../../api/record/heartbeats.ts'
import { nextRunAt } from '../../../api/record/next-run.ts'
import { checkOf, componentOf, configurationOf } from '../../facts.ts'
import { heartbeatCheck } from '../../probes/checks.ts'
import { appDeps } from '../app-deps.ts'

const T0 = Date.parse('2026-01-22T02:00:00Z')
const MINUTE = 60_000
const TOKEN = 'b7c1d4e89f0a4c2db6e3a5f1908c7d2e'
const OTHER = '00112233445566778899aabbccddeeff'

const jobOf = (id: string, token: string, changes: Partial<HeartbeatCheck> = {}) =>
  heartbeatCheck(token, { id, schedule: { everyMs: 10 * MINUTE }, graceMs: MINUTE, retryEveryMs: 2000, ...changes })
const configured = (...checks: HeartbeatCheck[]) =>
  configurationOf([componentOf('job', { checks: [checkOf('web'), ...checks] })])

/** Jobs that are listened to, with a clock that a test moves and a verdict that follows at once or not. */
function listening(checks: readonly HeartbeatCheck[] = [jobOf('backup', TOKEN), jobOf('report', OTHER)]) {
  const world = { at: T0, settled: true, stored: true, results: [] as Result[] }
  const record = (_check: unknown, result: Result) => {
    world.results.push(result)
    return { settled: world.settled }
  }
  const heartbeats = createHeartbeats({
    record,
    isStored: async () => world.stored,
    now: () => world.at,
    nextRunAt: () => T0 + 5 * MINUTE,
  })
  heartbeats.configure(configured(...checks))
  /** Ticks every second up to so many ms after the start. */
  const runTo = (after: number) => {
    while (world.at < T0 + after) {
      world.at += 1000
      heartbeats.tick()
    }
  }
  const said = () => world.results.map(({ checkId, at, reasonCode }) => `${checkId} ${at - T0} ${reasonCode}`)
  return { world, heartbeats, runTo, said }
}

const OK = { failed: false, durationMs: null, message: null }

describe('createHeartbeats', () => {
  test.each([
    [TOKEN, 'backup'],
    [OTHER, 'report'],
    ['', undefined],
    [`${TOKEN} `, undefined],
    [TOKEN.toUpperCase(), undefined],
    [TOKEN.slice(0, 31), undefined],
  ])('the token %j speaks for %s', (token, id) => expect(listening().heartbeats.find(token)?.id).toBe(id))

  test('a job that is never heard of is late after interval and grace, and again every interval', () => {
    const { runTo, said } = listening([jobOf('backup', TOKEN)])
    runTo(32 * MINUTE)
    expect(said()).toEqual([11, 21, 31].map((minutes) => `backup ${minutes * MINUTE} heartbeat_late`))
  })

  test('a silence is told again soon until the verdict follows', () => {
    const { world, runTo, said } = listening([jobOf('backup', TOKEN)])
    world.settled = false
    runTo(11 * MINUTE + 2000)
    world.settled = true
    runTo(21 * MINUTE + 4000)
    expect(said().map((line) => line.split(' ')[1])).toEqual(['660000', '662000', '664000', '1264000'])
  })

  test('a beat gives a job its whole time anew, and no other', () => {
    const { heartbeats, runTo, said } = listening()
    runTo(10 * MINUTE)
    heartbeats.beat(jobOf('backup', TOKEN), OK)
    runTo(15 * MINUTE)
    expect(said()).toEqual([`backup ${10 * MINUTE} null`, `report ${11 * MINUTE} heartbeat_late`])
    runTo(21 * MINUTE)
    expect(said()).toContain(`backup ${21 * MINUTE} heartbeat_late`)
  })

  test('a job by cron is late after its next run and the grace', () => {
    const { runTo, said } = listening([jobOf('backup', TOKEN, { schedule: { cron: '0 5 2 * * *', timezone: 'UTC' } })])
    runTo(6 * MINUTE)
    expect(said()).toEqual([`backup ${6 * MINUTE} heartbeat_late`])
  })

  test.each([
    ['that slept', 60 * MINUTE],
    ['whose clock is set back', -60 * MINUTE],
    ['whose clock is set forward', 24 * 60 * MINUTE],
  ])('a process %s gives every job its time anew', (_what, step) => {
    const { world, heartbeats, said } = listening([jobOf('backup', TOKEN)])
    world.at += step
    heartbeats.tick()
    for (let second = 0; second < 659; second++) {
      world.at += 1000
      heartbeats.tick()
    }
    expect(said()).toEqual([])
    world.at += 1000
    heartbeats.tick()
    expect(said()).toHaveLength(1)
  })

  test('a configuration read again forgets no beat and hears new jobs', () => {
    const { heartbeats, runTo, said } = listening([jobOf('backup', TOKEN)])
    runTo(5 * MINUTE)
    heartbeats.configure(configured(jobOf('backup', TOKEN), jobOf('report', OTHER)))
    runTo(16 * MINUTE)
    expect(said()).toEqual([`backup ${11 * MINUTE} heartbeat_late`, `report ${16 * MINUTE} heartbeat_late`])
    heartbeats.configure(configured(jobOf('report', OTHER)))
    expect(heartbeats.find(TOKEN)).toBeUndefined()
  })
})

describe('nextRunAt', () => {
  test('is when a cron expression comes true next', () => {
    const inAnHour = nextRunAt({ cron: '0 0 * * * *', timezone: 'UTC' }) - Date.now()
    expect(inAnHour).toBeGreaterThan(0)
    expect(inAnHour).toBeLessThanOrEqual(60 * MINUTE)
  })
})

/** The route over jobs, asked from an address. */
function served() {
  const { world, heartbeats } = listening()
  const clientAddress = createClientAddress(['10.0.0.1'])
  const app = createApp(appDeps({ heartbeats, clientAddress, now: () => world.at }))
  const ask = (path: string, init: RequestInit & { from?: string } = {}) => {
    const { from = '192.0.2.1', ...request } = init
    return app.request(`/api/heartbeats/${path}`, request, { incoming: { socket: { remoteAddress: from } } })
  }
  return { world, ask }
}

const json = (body: unknown, type = 'application/json') => ({
  method: 'POST',
  headers: { 'content-type': type },
  body: typeof body === 'string' ? body : JSON.stringify(body),
})

describe('/api/heartbeats/:token', () => {
  test.each<[string, string, RequestInit, Partial<Result>]>([
    ['GET', '', {}, { outcome: 'up', durationMs: 0 }],
    ['POST', '', { method: 'POST' }, { outcome: 'up', durationMs: 0 }],
    ['GET with a query', '?status=ok&durationMs=1500&message=12%20rows', {}, { durationMs: 1500, detail: '12 rows' }],
    ['a failure', '?status=fail&message=disk', {}, { outcome: 'down', reasonCode: 'job_failed', detail: 'disk' }],
    ['a body', '', json({ status: 'fail', durationMs: 7.4 }), { outcome: 'down', durationMs: 7 }],
    ['a body over a query', '?status=ok&durationMs=3', json({ status: 'fail' }), { outcome: 'down', durationMs: 3 }],
    ['JSON with parameters', '', json({ durationMs: 9 }, 'application/json; charset=utf-8'), { durationMs: 9 }],
    ['a body of null', '', json({ durationMs: null, message: null }), { outcome: 'up', detail: null }],
  ])('takes %s', async (_what, query, init, expected) => {
    const { world, ask } = served()
    const answer = await ask(`${TOKEN}${query}`, init)
    expect([answer.status, await answer.json()]).toEqual([202, { status: 'accepted' }])
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(world.results).toEqual([expect.objectContaining({ checkId: 'backup', at: T0, ...expected })])
  })

  test('what could not be put on disk is a 503, to be said again', async () => {
    const { world, ask } = served()
    world.stored = false
    const answer = await ask(TOKEN)
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5'])
    expect(await answer.json()).toMatchObject({ code: 'UNAVAILABLE' })
    world.stored = true
    expect((await ask(TOKEN)).status).toBe(202)
  })

  test.each<[string, string, RequestInit, number, string]>([
    ['another status', `${TOKEN}?status=done`, {}, 400, 'BAD_REQUEST'],
    ['a misspelt field', `${TOKEN}?stauts=fail`, {}, 400, 'BAD_REQUEST'],
    ['a duration below zero', TOKEN, json({ durationMs: -1 }), 400, 'BAD_REQUEST'],
    ['a duration without number', `${TOKEN}?durationMs=`, {}, 400, 'BAD_REQUEST'],
    ['a duration without end', `${TOKEN}?durationMs=999999999999999`, {}, 400, 'BAD_REQUEST'],
    ['half a body', TOKEN, json('{"status":'), 400, 'BAD_REQUEST'],
    ['a list', TOKEN, json([]), 400, 'BAD_REQUEST'],
    ['a form', TOKEN, json('status=fail', 'application/x-www-form-urlencoded'), 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['a body too large', TOKEN, json({ message: 'x'.repeat(256 * 1024) }), 413, 'PAYLOAD_TOO_LARGE'],
    ['another method', TOKEN, { method: 'PUT' }, 405, 'METHOD_NOT_ALLOWED'],
    ['a token of nobody', '0'.repeat(32), {}, 404, 'DATA_001'],
    ['a token of nobody with a body too large', 'x', json('x'.repeat(300_000)), 404, 'DATA_001'],
  ])('refuses %s', async (_what, path, init, status, code) => {
    const { world, ask } = served()
    const answer = await ask(path, init)
    expect(answer.status).toBe(status)
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(await answer.json()).toMatchObject({ status, code })
    expect(world.results).toEqual([])
  })

  test('a body without a length is cut off at the cap', async () => {
    const chunk = new Uint8Array(64 * 1024).fill(32)
    const body = new ReadableStream({ pull: (controller) => controller.enqueue(chunk) })
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body, duplex: 'half' } as const
    expect((await served().ask(TOKEN, init)).status).toBe(413)
  })

  test('names the methods that are possible', async () =>
    expect((await served().ask(TOKEN, { method: 'DELETE' })).headers.get('allow')).toBe('GET, HEAD, POST'))

  test('wrong tokens are told alike, whatever is wrong with them', async () => {
    const { ask } = served()
    const paths = ['x', TOKEN.slice(1), `${TOKEN}0`, encodeURIComponent('../x'), `${'0'.repeat(32)}?status=fail`]
    const answers = await Promise.all(paths.map(async (path) => (await ask(path)).text()))
    const bare = answers.map((text) => text.replace(/"requestId":"[^"]*"/, ''))
    expect(new Set(bare).size).toBe(1)
    expect(bare[0]).toContain('No job has this token.')
  })

  test('after ten wrong tokens an address waits; a right token does not, nor another address', async () => {
    const { world, ask } = served()
    for (let n = 0; n < 10; n++) expect((await ask(`x${n}`)).status).toBe(404)
    const refused = await ask('x')
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '6'])
    expect(await refused.json()).toMatchObject({ code: 'RATE_001' })
    expect((await ask(TOKEN)).status).toBe(202)
    expect((await ask('x', { from: '192.0.2.2' })).status).toBe(404)
    world.at += 6000
    expect((await ask('x')).status).toBe(404)
  })

  test.each([
    ['who is believed only from our proxy', '192.0.2.1', 429],
    ['who is told apart behind our proxy', '10.0.0.1', 404],
  ])('X-Forwarded-For is of one %s', async (_what, from, status) => {
    const { ask } = served()
    const askAs = (client: number) => ask('x', { from, headers: { 'x-forwarded-for': `198.51.100.${client}` } })
    for (let n = 0; n < 10; n++) await askAs(n)
    expect((await askAs(10)).status).toBe(status)
  })

  test('a token is not in any answer', async () => {
    const { ask } = served()
    const secret = new Secret(TOKEN)
    for (const path of [TOKEN, `${TOKEN}?status=x`, `${TOKEN}0`])
      expect(await (await ask(path)).text()).not.toContain(secret.reveal())
  })
})
