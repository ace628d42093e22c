import { pino } from 'pino'
import { describe, expect, test, vi } from 'vitest'
import { listEvents } from '#db/maintenance-events.ts'
import { listOccurrences } from '#db/occurrences.ts'
import type { Database } from '#db/open.ts'
import type { MaintenanceSeries } from '#domain/maintenance.ts'
import { previewOf } from '#domain/preview.ts'
import { createMetrics } from '../../api/metrics/metrics.ts'
import { createStatusService } from '../../api/status-service.ts'
import { DIALECTS, openTestDatabase } from '../db/open-test-database.ts'
import { componentOf, configurationOf, NOW, resultOf } from '../facts.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const API = componentOf('api')
const CHECK = API.checks[0]

/** Two hours every Sunday, the first on 6 December at 02:00 in New York, announced a week before. */
const WEEKLY: MaintenanceSeries = {
  ...{ id: 'weekly', title: 'Weekly maintenance', description: '', components: ['api'], expect: [], noticeDays: 7 },
  ...{
    rrule: 'FREQ=WEEKLY;BYDAY=SU',
    startsAt: '2026-12-06T02:00:00',
    timezone: 'America/New_York',
    durationMinutes: 120,
  },
}
const FIRST = Date.parse('2026-12-06T07:00:00Z')

/** A process over a database, with a clock that a test moves. */
async function start(db: Database, clock: { now: number }, series: MaintenanceSeries = WEEKLY) {
  const now = () => clock.now
  const deps = { db, now, metrics: createMetrics({ now }), log: pino({ level: 'silent' }), publicUrl: '' }
  const configuration = configurationOf([API], { maintenance: [series] })
  const service = await createStatusService(
    { ...deps, renderers: [], demandRenderers: [], assets: new Map(), publishDir: undefined },
    configuration,
  )
  /** Lets the clock show an instant, and waits until what is due by then is noted and published. */
  const tickAt = async (instant: number) => {
    clock.now = instant
    await vi.waitFor(() => {
      service.tick()
      expect(service.edition()?.view.at).toBe(instant)
    })
    await vi.waitFor(async () => expect(await undone(db, instant)).toEqual([]))
  }
  /** The same at an instant at which nothing is due: an edition comes all the same, within ten seconds. */
  const passTo = async (instant: number) => {
    clock.now = instant
    service.tick()
    service.renew()
    await vi.waitFor(() => expect(service.edition()?.view.at).toBe(instant))
  }
  return { service, tickAt, passTo }
}

/** The states that an occurrence has by its times and of which nothing is noted. */
async function undone(db: Database, at: number): Promise<string[]> {
  const occurrences = await listOccurrences(db, { from: 0, to: at + 366 * DAY })
  const noted = new Set(
    (
      await listEvents(
        db,
        occurrences.map(({ id }) => id),
      )
    ).map(({ occurrenceId, kind }) => `${occurrenceId} ${kind}`),
  )
  return occurrences.flatMap(({ id, announcedAt, startsAt, endsAt }) =>
    [
      ['announced', announcedAt],
      ['started', startsAt],
      ['ended', endsAt],
    ].flatMap(([kind, due]) => (Number(due) <= at && !noted.has(`${id} ${kind}`) ? [`${id} ${kind}`] : [])),
  )
}

/** What was noted of the first occurrence: `kind`, hours from its start, and how many minutes late. */
async function noted(db: Database): Promise<string[]> {
  const [first] = await listOccurrences(db, { from: FIRST - DAY, to: FIRST + DAY })
  const events = await listEvents(db, [first?.id ?? ''])
  return events.map(({ kind, at, recordedAt }) => `${kind} ${(at - FIRST) / HOUR} +${(recordedAt - at) / MINUTE}`)
}

describe.each(DIALECTS)('what becomes of maintenance by itself, on %s', (_dialect, open) => {
  test('is noted when it is due, each thing once', async () => {
    const db = await open()
    const clock = { now: NOW }
    const { tickAt, passTo } = await start(db, clock)
    for (const at of [-7 * DAY, -HOUR, 0, 2 * HOUR]) {
      await passTo(FIRST + at - 1)
      await tickAt(FIRST + at)
      await passTo(FIRST + at + 1)
    }
    expect(await noted(db)).toEqual(['announced -168 +0', 'reminder -1 +0', 'started 0 +0', 'ended 2 +0'])
  })

  test('is noted once over a sleep across all of it, with when it was due', async () => {
    const db = await open()
    const { tickAt } = await start(db, { now: NOW })
    await tickAt(FIRST + 3 * HOUR)
    expect(await noted(db)).toEqual([
      `announced -168 +${7 * 24 * 60 + 180}`,
      'reminder -1 +240',
      'started 0 +180',
      'ended 2 +60',
    ])
  })

  test('is noted once over restarts', async () => {
    const db = await open()
    const clock = { now: NOW }
    for (const at of [-7 * DAY, -HOUR + MINUTE, MINUTE, 2 * HOUR + MINUTE]) {
      const { passTo } = await start(db, clock)
      await passTo(FIRST + at)
      await vi.waitFor(async () => expect(await undone(db, FIRST + at)).toEqual([]))
      await passTo(FIRST + at + 1000)
    }
    expect(await noted(db)).toEqual(['announced -168 +0', 'reminder -1 +1', 'started 0 +1', 'ended 2 +1'])
  })
})

describe('a window that ends', () => {
  test('shows at once what is still wrong', async () => {
    const db = await openTestDatabase()
    const clock = { now: FIRST - 5 * MINUTE }
    const { service, tickAt, passTo } = await start(db, clock)
    const isDown = async (at: number) => {
      clock.now = at
      if (CHECK) service.record(CHECK, resultOf(CHECK.id, at, { outcome: 'down', reasonCode: 'timeout' }))
      await service.flush()
    }
    for (let n = 0; n < 4; n++) await isDown(FIRST - 4 * MINUTE + n * 30_000)
    const statusNow = () => {
      const { status, rawStatus } = service.edition()?.view.components[0] ?? {}
      return [status, rawStatus]
    }
    for (let at = FIRST - MINUTE; at < FIRST + 2 * HOUR; at += MINUTE) await isDown(at)
    await passTo(FIRST + 2 * HOUR - 1)
    expect(statusNow()).toEqual(['under_maintenance', 'major_outage'])
    await tickAt(FIRST + 2 * HOUR)
    expect(statusNow()).toEqual(['major_outage', 'major_outage'])
  })
})

describe('a clock that is driven through two years', () => {
  test('finds every window where the preview had it, over every change of the clock', { timeout: 60_000 }, async () => {
    const monthly = { ...WEEKLY, rrule: 'FREQ=MONTHLY;BYDAY=1SU', startsAt: '2026-12-06T02:30:00', durationMinutes: 90 }
    const db = await openTestDatabase()
    const clock = { now: NOW }
    const { service, tickAt, passTo } = await start(db, clock, monthly)
    const previewed = previewOf(monthly, { from: NOW, count: 24 })
    for (const { startsAt, endsAt } of previewed) {
      clock.now = startsAt - 10 * DAY
      await service.plan()
      const shown = () => service.edition()?.view.maintenance[0]
      await passTo(startsAt - 1)
      expect(shown()).toMatchObject({ startsAt, endsAt, state: 'scheduled' })
      await tickAt(startsAt)
      expect(shown()).toMatchObject({ startsAt, endsAt, state: 'in_progress' })
      await passTo(endsAt - 1)
      expect(shown()).toMatchObject({ startsAt, endsAt, state: 'in_progress' })
      await tickAt(endsAt)
      expect(shown()?.startsAt).not.toBe(startsAt)
    }
    const held = await listOccurrences(db, { from: 0, to: clock.now })
    expect(held.map(({ startsAt }) => startsAt)).toEqual(previewed.map(({ startsAt }) => startsAt))
    expect(new Set(previewed.map(({ local }) => local.startsAt.slice(10)))).toEqual(
      new Set(['T02:30:00-05:00', 'T02:30:00-04:00']),
    )
  })
})
