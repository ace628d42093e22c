import { pino } from 'pino'
import { describe, expect, test, vi } from 'vitest'
import { insertIncident } from '#db/incident-changes.ts'
import type { Database } from '#db/open.ts'
import type { MaintenanceSeries } from '#domain/maintenance.ts'
import type { Audience } from '../../api/metrics/exposition.ts'
import { createMetrics } from '../../api/metrics/metrics.ts'
import { demandRenderers as demandRenderersOf } from '../../api/publish/renderers.ts'
import { toStatusDocument } from '../../api/publish/status-document.ts'
import { createStatusService } from '../../api/status-service.ts'
import { openTestDatabase } from '../db/open-test-database.ts'
import { componentOf, configurationOf, incidentOf, NOW, resultOf } from '../facts.ts'
import { heartbeatCheck } from '../probes/checks.ts'

const RENDERERS = [{ path: '/api/status', type: 'application/json', render: toStatusDocument }]
const API = componentOf('api')
const CHECK = API.checks[0]
const WINDOW: MaintenanceSeries = {
  id: 'once',
  title: 'New database',
  description: '',
  components: ['api'],
  expect: [],
  rrule: null,
  startsAt: '2026-11-23T10:23:00',
  timezone: 'America/New_York',
  durationMinutes: 30,
  noticeDays: 7,
}

/** A service over a fresh database that can be broken, with a clock that stands still until it is moved. */
async function serviceOf(configuration = configurationOf([API])) {
  const clock = { now: NOW }
  const database = await openTestDatabase()
  let broken = false
  const db: Database = {
    ...database,
    get orm() {
      if (broken) throw new Error('disk I/O error')
      return database.orm
    },
    write: (work) => (broken ? Promise.reject(new Error('disk I/O error')) : database.write(work)),
  }
  const now = () => clock.now
  const demandRenderers = demandRenderersOf(async () => '', '{}')
  const deps = { db, now, metrics: createMetrics({ now }), log: pino({ level: 'silent' }), publicUrl: '' }
  const published = { renderers: RENDERERS, demandRenderers, assets: new Map(), publishDir: undefined }
  const service = await createStatusService({ ...deps, ...published }, configuration)
  const status = () => service.edition()?.view.components[0]?.status
  const breakDatabase = () => {
    broken = true
  }
  return { service, clock, status, database, metrics: deps.metrics, breakDatabase }
}

/** Records that the one check is up at this moment, and waits until it is published. */
async function recordUp({ service, clock }: Awaited<ReturnType<typeof serviceOf>>): Promise<void> {
  if (CHECK) service.record(CHECK, resultOf(CHECK.id, clock.now))
  await service.flush()
}

describe('createStatusService', () => {
  test('before any result everything is unknown', async () => {
    expect((await serviceOf()).status()).toBe('unknown')
  })

  test('a change of verdict is published as soon as it is stored', async () => {
    const running = await serviceOf()
    await recordUp(running)
    await vi.waitFor(() => expect(running.status()).toBe('operational'))
  })

  test('what is private of an edition is told to operators only', async () => {
    const { metrics } = await serviceOf(configurationOf([API, componentOf('vault', { private: true })]))
    const scrape = async (audience: Audience) => String((await metrics.expose('prometheus', audience)).bytes)
    expect(await scrape('public')).not.toContain('vault')
    expect(await scrape('all')).toContain('status_component_status{component="vault",status="unknown"} 1\n')
  })

  test('silence is published as unknown', async () => {
    const running = await serviceOf()
    await recordUp(running)
    running.clock.now += 95_001
    running.service.tick()
    await running.service.flush()
    await vi.waitFor(() => expect(running.status()).toBe('unknown'))
  })

  test('when the database is gone, what was known goes unknown as its evidence ages', async () => {
    const running = await serviceOf()
    await recordUp(running)
    await vi.waitFor(() => expect(running.status()).toBe('operational'))
    running.breakDatabase()
    running.clock.now += 60_000
    running.service.renew()
    await vi.waitFor(() => expect(running.service.edition()?.view.at).toBe(running.clock.now))
    expect(running.status()).toBe('operational')
    running.clock.now += 60_000
    running.service.renew()
    await vi.waitFor(() => expect(running.status()).toBe('unknown'))
  })

  test('while results wait to be stored a configuration is refused, and the service says what is wrong', async () => {
    const running = await serviceOf()
    running.breakDatabase()
    await recordUp(running)
    await expect(running.service.configure(configurationOf([API]))).rejects.toThrow('Results wait to be stored')
    expect(running.service.faults()).toContain('Results cannot be stored, and wait.')
  })

  test.each([
    ['/export/history.json', ''],
    ['/export/history.csv', ''],
    ['/api/status', `at=${new Date(NOW - 1000).toISOString()}`],
    ['/api/components/api/latency', ''],
    ['/api/incidents', 'limit=1'],
  ])('%s is a 503 problem while the record cannot be read, and the log knows why', async (path, search) => {
    const running = await serviceOf()
    running.breakDatabase()
    const refusal = expect.objectContaining({ code: 'UNAVAILABLE', cause: new Error('disk I/O error') })
    await expect(running.service.demand.find(path, search)).rejects.toEqual(refusal)
  })

  test('what a job says is on disk when that is said, and told not to be while the database is gone', async () => {
    const job = heartbeatCheck('b7c1d4e89f0a4c2db6e3a5f1908c7d2e', { id: 'backup' })
    const running = await serviceOf(configurationOf([componentOf('api', { checks: [job] })]))
    const said = { failed: false, durationMs: null, message: null }
    expect(await running.service.heartbeats.beat(job, said)).toBe(true)
    const { orm, tables } = running.database
    expect(await orm.$count(tables.results)).toBe(1)
    running.breakDatabase()
    running.clock.now += 1
    expect(await running.service.heartbeats.beat(job, said)).toBe(false)
  })

  test('an incident is louder than what the checks say, from the change on and in the past too', async () => {
    const running = await serviceOf()
    await recordUp(running)
    await vi.waitFor(() => expect(running.status()).toBe('operational'))
    const { database: db, service, clock } = running
    const opened = incidentOf('inc_1', clock.now, { startedAt: clock.now - 60_000 })
    clock.now += 5000
    await db.write((tx) => insertIncident(tx, db, opened))
    service.renew()
    await vi.waitFor(() => expect(running.status()).toBe('major_outage'))
    expect(service.edition()?.view).toMatchObject({ incidents: [{ id: 'inc_1' }], sentence: 'API is down' })
    const said = async (query: string) =>
      JSON.parse(String((await service.demand.find('/api/status', query))?.body)).services.api
    const at = new Date(opened.createdAt - 30_000).toISOString()
    expect(await said(`at=${at}`)).toBe('major_outage')
    expect(await said(`asOf=${at}`)).toBe('unknown')
  })

  test('a draft changes nothing that readers see', async () => {
    const running = await serviceOf()
    await recordUp(running)
    const { database: db, service, clock } = running
    await db.write((tx) => insertIncident(tx, db, incidentOf('inc_1', clock.now, { draft: true })))
    service.renew()
    await vi.waitFor(() => expect(running.status()).toBe('operational'))
    expect(service.edition()?.view.incidents).toEqual([])
    await expect(service.demand.find('/api/incidents/inc_1', '')).rejects.toThrow('No incident has the id "inc_1".')
  })

  test('a maintenance shows with the second in which it begins', async () => {
    const running = await serviceOf(configurationOf([API], { maintenance: [WINDOW] }))
    running.clock.now = Date.parse('2026-11-23T15:23:00Z')
    running.service.tick()
    await vi.waitFor(() => expect(running.status()).toBe('under_maintenance'))
  })
})
