import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freePort } from '../free-port.ts'
import {
  eventually,
  startService,
  statusOf,
  statusText,
  temporaryFolder,
  type Watched,
  watchSimulator,
} from './service.ts'

/** As Scopien's guide shows it. */
const ALL_WELL =
  '{"status":"operational","services":{"api":"operational","dashboard":"operational","salesforce_sync":"operational","ai_assistant":"operational"}}'

let watched: Watched
beforeAll(async () => {
  watched = await watchSimulator()
})
afterAll(() => watched?.[Symbol.asyncDispose]())

/** Who reads HTML says so; others are given a table. */
const AS_A_BROWSER = { headers: { accept: 'text/html' } }
const textAt = async (path: string) => (await fetch(watched.service.url + path, AS_A_BROWSER)).text()

describe('a running server', () => {
  test('answers the document of the guide when all is well', async () => {
    await eventually(async () => (await statusText(watched.service)) === ALL_WELL)
  })

  test('is ready, and announces the monthly maintenance', async () => {
    expect(JSON.parse(await textAt('/readyz'))).toEqual({ status: 'ready', faults: [] })
    const { maintenance } = JSON.parse(await textAt('/api/maintenance'))
    expect(maintenance[0]).toMatchObject({
      title: 'Monthly maintenance',
      state: 'scheduled',
      components: ['api', 'dashboard', 'salesforce_sync'],
      timezone: 'America/New_York',
    })
  })

  test('says what it can be asked, to programs of any origin and to people', async () => {
    const answer = await fetch(`${watched.service.url}/openapi.json`)
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
    expect(answer.headers.get('content-encoding')).toBe('gzip')
    expect(await answer.text()).toBe(readFileSync('dist/openapi.json', 'utf8'))
    expect(await textAt('/docs')).toContain('/api/components/{id}/uptime')
  })

  test.each<[string, string, string, string, string]>([
    ['salesforce_sync', 'SYNC_001', 'major_outage', 'Salesforce sync is down', 'Salesforce connection failed'],
    ['salesforce_sync', 'SYNC_002', 'degraded_performance', 'Salesforce sync is degraded', 'API limit is used up'],
    ['dashboard', 'wrong', 'major_outage', 'Dashboard is down', 'It answers, but not as it should'],
  ])('%s that fails with %s is %s for every reader, and recovers', async (id, mode, status, sentence, reason) => {
    watched.simulator.control(id, mode)
    await eventually(async () => (await statusOf(watched.service, id)) === status)
    const page = await textAt('/')
    expect(page).toContain(sentence)
    expect(page).toContain(reason)
    expect(await textAt('/metrics')).toContain(`status_component_status{component="${id}",status="${status}"} 1\n`)
    watched.simulator.control(id, 'ok')
    await eventually(async () => (await statusText(watched.service)) === ALL_WELL)
    expect(await textAt('/')).toContain('All systems operational')
  })

  test('a rate limit of our own probes is nobody’s outage', async () => {
    watched.simulator.control('api', 'rate_limited')
    const counted = /^status_check_runs_total\{check="api-health",region="local",outcome="unknown"\} [1-9]/m
    await eventually(async () => counted.test(await textAt('/metrics')))
    expect(await statusOf(watched.service, 'api')).not.toMatch(/outage|degraded/)
    watched.simulator.control('api', 'ok')
  })

  test('no secret stands in the log, and only changes do', () => {
    expect(watched.service.output()).not.toContain('sk_test')
    expect(watched.service.output()).not.toContain('"msg":"asked"')
    expect(watched.service.output()).toContain('"msg":"verdict changed"')
  })
})

describe('signals', () => {
  test('SIGHUP with a faulty file keeps the old configuration, with a good one takes it', async () => {
    using folder = temporaryFolder()
    const file = `${folder.path}/status.yaml`
    copyFileSync('probes/scopien.yaml', file)
    await using other = await withConfiguration(file)
    const good = readFileSync(file, 'utf8')
    writeFileSync(file, good.replace('timezone: America/New_York', 'timezone: Mars/Olympus'))
    await other.signal('SIGHUP', 'the configuration is refused, and the old one stays')
    expect(other.output()).toContain('page.timezone: expected an IANA time zone')
    writeFileSync(file, good.replace('name: Dashboard', 'name: Console'))
    await other.signal('SIGHUP', 'configuration read again')
    expect(await (await fetch(other.url, AS_A_BROWSER)).text()).toContain('Console')
  })

  test('SIGUSR2 stops the asking: all becomes unknown, and the server says that it is not ready', async () => {
    await watched.service.signal('SIGUSR2', 'no longer asking')
    await eventually(async () => JSON.parse(await statusText(watched.service)).status === 'unknown')
    for (const id of ['api', 'dashboard', 'salesforce_sync', 'ai_assistant']) {
      await eventually(async () => (await statusOf(watched.service, id)) === 'unknown')
    }
    expect((await fetch(`${watched.service.url}/readyz`)).status).toBe(503)
    await watched.service.signal('SIGUSR2', 'asking again')
    await eventually(async () => (await statusText(watched.service)) === ALL_WELL)
  })

  test('SIGTERM ends it with 0, and the next one knows at once what the last one knew', async () => {
    expect((await watched.service.stop()).code).toBe(0)
    await watched.restart()
    expect(await statusText(watched.service)).toBe(ALL_WELL)
  })
})

/** Another server over the same simulator, with a configuration and a record of its own. */
async function withConfiguration(file: string) {
  const folder = temporaryFolder()
  const changed = { PORT: String(await freePort()), DATABASE_URL: `file:${folder.path}/other.db`, STATUS_CONFIG: file }
  const service = startService({ ...watched.variables, ...changed })
  await eventually(async () => service.output().includes('"msg":"started"'))
  const end = async () => {
    await service.stop()
    folder[Symbol.dispose]()
  }
  return { ...service, [Symbol.asyncDispose]: end }
}
