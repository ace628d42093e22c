import { describe, expect, test } from 'vitest'
import { listOccurrences } from '#db/occurrences.ts'
import type { Database } from '#db/open.ts'
import { type MaintenanceSeries, seriesIdOf } from '#domain/maintenance.ts'
import { planMaintenance } from '../../../api/record/maintenance-plan.ts'
import { DIALECTS, openTestDatabase } from '../../db/open-test-database.ts'
import { configurationOf, MONTHLY, NOW } from '../../facts.ts'
import { COMPONENTS, openDesk } from '../operators/desk.ts'

const DAY = 86_400_000
const HOUR = 3_600_000
const iso = (at: number) => new Date(at).toISOString()

/** Two hours on 6 December, 02:00 in New York. */
const WINDOW = {
  ...{ title: 'New database', components: ['api', 'sync'], startsAt: '2026-12-06T02:00:00', durationMinutes: 120 },
  ...{ description: 'We *move*.', expect: ['Requests may fail'] },
}
const STARTS_AT = Date.parse('2026-12-06T07:00:00Z')
const WEEKLY = { ...WINDOW, rrule: 'FREQ=WEEKLY;BYDAY=SU' }

async function scheduled(
  said: object = {},
  open: () => Promise<Database> = openTestDatabase,
  maintenance: readonly MaintenanceSeries[] = [],
) {
  const db = await open()
  const desk = await openDesk(db, configurationOf(COMPONENTS, { maintenance }))
  const { body, status, headers } = await desk.ask('POST', '/api/maintenance', { body: { ...WINDOW, ...said } })
  expect(status, JSON.stringify(body)).toBe(201)
  return { db, ...desk, occurrence: body, headers, path: `/api/maintenance/${body.id}` }
}

describe.each(DIALECTS)('work that takes place once, on %s', (_dialect, open) => {
  test('is planned by the clock of its zone, moved, begun, extended and ended', async () => {
    const { ask, clock, occurrence, headers, path } = await scheduled({}, open)
    expect(occurrence).toMatchObject({
      ...{ title: 'New database', html: '<p>We <em>move</em>.</p>', seriesId: null, state: 'scheduled', revision: 1 },
      ...{ startsAt: iso(STARTS_AT), endsAt: iso(STARTS_AT + 2 * HOUR), timezone: 'America/New_York', handledAt: null },
      ...{ announcedAt: iso(STARTS_AT - 7 * DAY), movedFrom: null, components: ['api', 'sync'] },
    })
    expect(headers.get('location')).toBe(path)

    const moved = await ask('PATCH', path, { body: { startsAt: '2026-12-07T02:00' } })
    expect(moved.body).toMatchObject({ startsAt: iso(STARTS_AT + DAY), movedFrom: iso(STARTS_AT), revision: 2 })
    expect(moved.body.events).toMatchObject([{ kind: 'moved', at: iso(NOW) }])

    clock.at = STARTS_AT + DAY - HOUR
    const begun = await ask('POST', `${path}/start`)
    expect(begun.body).toMatchObject({ state: 'in_progress', startsAt: iso(clock.at), startedAt: iso(clock.at) })
    // Begun just when its reminder was due.
    expect(begun.body.events.map(({ kind }: { kind: string }) => kind).join(' ')).toBe(
      'moved announced moved reminder started',
    )
    const longer = await ask('PATCH', path, { body: { durationMinutes: 180 } })
    expect(longer.body).toMatchObject({ endsAt: iso(clock.at + 3 * HOUR), extendedFrom: iso(clock.at + 2 * HOUR) })

    clock.at += HOUR
    const over = await ask('POST', `${path}/end`)
    expect(over.body).toMatchObject({ state: 'completed', endsAt: iso(clock.at), endedAt: iso(clock.at) })
    expect((await ask('GET', path)).body).toEqual(over.body)
    const { entries } = (await ask('GET', `/api/audit?subject=${occurrence.id}`)).body
    expect(entries.map(({ action }: { action: string }) => action)).toEqual([
      'maintenance.end',
      'maintenance.patch',
      'maintenance.start',
      'maintenance.patch',
      'maintenance.schedule',
    ])
  })

  test('is cancelled, and stays to be read where it had been announced', async () => {
    const { ask, clock, path, occurrence } = await scheduled({}, open)
    clock.at = STARTS_AT - DAY
    expect((await ask('POST', `${path}/cancel`)).body).toMatchObject({ state: 'cancelled', cancelledAt: iso(clock.at) })
    const { maintenance } = (await ask('GET', '/api/maintenance?state=cancelled')).body
    expect(maintenance).toMatchObject([{ id: occurrence.id }])
  })
})

describe.each(DIALECTS)('a series on %s', (_dialect, open) => {
  const startsOf = async (db: Database, seriesId: string) => {
    const all = await listOccurrences(db, { from: 0, to: NOW + 366 * DAY })
    return all.filter((one) => one.seriesId === seriesId && one.cancelledAt === null).map(({ startsAt }) => startsAt)
  }

  test('is planned a year ahead, changed as a whole, and cancelled', async () => {
    const { db, ask, occurrence } = await scheduled({ rrule: WEEKLY.rrule }, open)
    const { seriesId } = occurrence
    expect(seriesId).toMatch(/^ser_[0-9a-z]{20}$/)
    expect(occurrence.startsAt).toBe(iso(STARTS_AT))
    expect(await startsOf(db, seriesId)).toHaveLength(51)

    const path = `/api/maintenance/series/${seriesId}`
    const read = await ask('GET', path)
    expect(read.body).toMatchObject({ id: seriesId, origin: 'api', rrule: WEEKLY.rrule, revision: 1 })
    const headers = { 'if-match': read.headers.get('etag') ?? '' }
    const changed = await ask('PATCH', path, { body: { startsAt: '2026-12-06T03:00:00' }, headers })
    expect(changed.body).toMatchObject({ startsAt: '2026-12-06T03:00:00', revision: 2 })
    expect((await startsOf(db, seriesId))[0]).toBe(STARTS_AT + HOUR)
    expect((await ask('PATCH', path, { body: { title: 'x' }, headers })).status).toBe(412)

    expect((await ask('POST', `${path}/cancel`)).body).toMatchObject({ cancelledAt: iso(NOW) })
    expect(await startsOf(db, seriesId)).toEqual([])
    expect((await ask('POST', `${path}/cancel`)).status).toBe(409)
  })

  test('is cancelled with all that has not begun, what a person moved too', async () => {
    const { db, ask, clock, occurrence, path } = await scheduled({ rrule: WEEKLY.rrule }, open)
    await ask('PATCH', path, { body: { startsAt: '2026-12-08T02:00:00' } })
    clock.at = STARTS_AT + 2 * DAY + HOUR
    const { maintenance } = (await ask('GET', '/api/maintenance?state=scheduled&limit=1')).body
    await ask('PATCH', `/api/maintenance/${maintenance[0].id}`, { body: { startsAt: '2028-01-02T02:00:00' } })
    await ask('POST', `/api/maintenance/series/${occurrence.seriesId}/cancel`)
    expect((await ask('GET', path)).body.state).toBe('in_progress')
    expect((await ask('GET', `/api/maintenance/${maintenance[0].id}`)).body.state).toBe('cancelled')
    const all = await listOccurrences(db, { from: 0, to: NOW + 900 * DAY })
    expect(all.filter(({ cancelledAt }) => cancelledAt === null)).toHaveLength(1)
    const planned = await db.write((tx) => planMaintenance(tx, db, [], clock.at + HOUR))
    expect(planned).toBe(0)
  })

  test('leaves alone what a person moved', async () => {
    const { db, ask, occurrence, path } = await scheduled({ rrule: WEEKLY.rrule }, open)
    await ask('PATCH', path, { body: { startsAt: '2026-12-06T05:00:00' } })
    await ask('PATCH', `/api/maintenance/series/${occurrence.seriesId}`, { body: { title: 'Weekly' } })
    const all = await listOccurrences(db, { from: 0, to: NOW + 30 * DAY })
    expect(all.slice(0, 2).map(({ title, startsAt }) => [title, startsAt])).toEqual([
      ['New database', STARTS_AT + 3 * HOUR],
      ['Weekly', STARTS_AT + 7 * DAY],
    ])
  })
})

describe('a series of the configuration file', () => {
  test('is read, and changed in the file only; its occurrences are changed one by one', async () => {
    const { db, ask } = await scheduled({}, openTestDatabase, [MONTHLY])
    await db.write((tx) => planMaintenance(tx, db, [MONTHLY], NOW))
    const path = `/api/maintenance/series/${seriesIdOf('monthly')}`
    expect((await ask('GET', path)).body).toMatchObject({ origin: 'file', title: 'Monthly maintenance' })
    expect(await ask('PATCH', path, { body: { title: 'x' } })).toMatchObject({
      status: 409,
      body: { code: 'CONFLICT' },
    })
    expect((await ask('POST', `${path}/cancel`)).status).toBe(409)
    const { maintenance } = (await ask('GET', '/api/maintenance')).body
    const [first] = maintenance.filter((one: { seriesId: string }) => one.seriesId === seriesIdOf('monthly'))
    expect((await ask('PATCH', `/api/maintenance/${first.id}`, { body: { title: 'Other' } })).body.title).toBe('Other')
  })
})

describe('POST /api/maintenance', () => {
  test.each<[string, object, string, string]>([
    ['an unknown component', { components: ['api', 'apj'] }, '/components/1', 'no component has this id'],
    ['no component', { components: [] }, '/components', 'expected at least one'],
    ['a day that there is not', { startsAt: '2026-02-30T02:00:00' }, '/startsAt', 'expected a time by the clock'],
    ['an instant', { startsAt: '2026-12-06T02:00:00Z' }, '/startsAt', 'expected a time by the clock'],
    ['a start that has passed', { startsAt: '2026-11-01T02:00:00' }, '/startsAt', 'expected a start to come'],
    [
      'a start within its notice',
      { startsAt: '2026-11-25T02:00:00' },
      '/startsAt',
      'expected a start at least 7 days ahead, or shortNotice: true',
    ],
    ['no time at all', { durationMinutes: 0 }, '/durationMinutes', 'expected 1 to 10080'],
    ['a zone that there is not', { timezone: 'Mars/Base' }, '/timezone', 'expected a time zone'],
    ['a faulty rule', { rrule: 'FREQ=HOURLY' }, '/rrule', 'expected FREQ=DAILY'],
    [
      'a rule that never comes true',
      { rrule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30' },
      '/rrule',
      'expected a rule by which it takes place',
    ],
    ['a field that there is not', { endsAt: 'x' }, '/endsAt', 'there is no such field'],
  ])('%s is refused with its place', async (_, said, pointer, detail) => {
    const { ask, changes } = await openDesk(await openTestDatabase())
    const answer = await ask('POST', '/api/maintenance', { body: { ...WINDOW, ...said } })
    expect(answer).toMatchObject({
      status: 400,
      body: { errors: [{ pointer, detail: expect.stringContaining(detail) }] },
    })
    expect(changes.count).toBe(0)
  })

  test('a short notice is taken where it is meant', async () => {
    const { occurrence } = await scheduled({ startsAt: '2026-11-25T02:00:00', shortNotice: true })
    expect(occurrence.announcedAt).toBe(iso(NOW))
  })

  test('a start that the zone skips is moved by the gap', async () => {
    const { occurrence } = await scheduled({ startsAt: '2027-03-14T02:30:00' })
    expect(occurrence.startsAt).toBe('2027-03-14T07:30:00.000Z')
  })
})

describe('what stands against a change is a conflict', () => {
  test.each<[string, number, string, string, object, string]>([
    ['ending what has not begun', 0, 'POST', '/end', {}, 'It has not begun'],
    ['cancelling what has begun', 1, 'POST', '/cancel', {}, 'It is in progress'],
    ['starting what has begun', 1, 'POST', '/start', {}, 'It has begun already'],
    ['moving what has begun', 1, 'PATCH', '', { startsAt: '2026-12-08T02:00:00' }, 'It has begun'],
    ['extending what is over', 3, 'PATCH', '', { durationMinutes: 999 }, 'It is over'],
  ])('%s', async (_, hours, method, below, body, detail) => {
    const { ask, clock, path } = await scheduled()
    clock.at = hours === 0 ? NOW : STARTS_AT + (hours - 0.5) * HOUR
    expect(await ask(method, path + below, { body })).toMatchObject({
      status: 409,
      body: { code: 'CONFLICT', detail: expect.stringContaining(detail) },
    })
  })

  test('what is not there is a 404', async () => {
    const { ask } = await scheduled()
    for (const path of ['/api/maintenance/mnt_9', '/api/maintenance/series/ser_9'])
      expect((await ask('GET', path)).status, path).toBe(404)
    expect((await ask('PATCH', '/api/maintenance/mnt_9', { body: { title: 'x' } })).status).toBe(404)
  })
})

describe('POST /api/maintenance/preview', () => {
  test('shows the next twelve in UTC, by its own clock and by another, and plans nothing', async () => {
    const db = await openTestDatabase()
    const { ask, changes } = await openDesk(db)
    const { status, body } = await ask('POST', '/api/maintenance/preview?zone=Europe/Berlin', { body: WEEKLY })
    expect(status).toBe(200)
    expect(body.occurrences).toHaveLength(12)
    expect(body.occurrences[0]).toEqual({
      ...{ startsAt: iso(STARTS_AT), endsAt: iso(STARTS_AT + 2 * HOUR) },
      local: {
        timezone: 'America/New_York',
        startsAt: '2026-12-06T02:00:00-05:00',
        endsAt: '2026-12-06T04:00:00-05:00',
      },
      zone: { timezone: 'Europe/Berlin', startsAt: '2026-12-06T08:00:00+01:00', endsAt: '2026-12-06T10:00:00+01:00' },
    })
    expect(await listOccurrences(db, { from: 0, to: NOW + 366 * DAY })).toEqual([])
    expect(changes.count).toBe(0)
  })

  test('agrees with what is planned then', async () => {
    const { db, ask } = await scheduled({ rrule: WEEKLY.rrule })
    const { body } = await ask('POST', '/api/maintenance/preview', { body: WEEKLY })
    const planned = await listOccurrences(db, { from: 0, to: NOW + 366 * DAY })
    expect(planned.slice(0, 12).map(({ startsAt }) => iso(startsAt))).toEqual(
      body.occurrences.map((one: { startsAt: string }) => one.startsAt),
    )
  })

  test('a zone that there is not is refused', async () => {
    const { ask } = await openDesk(await openTestDatabase())
    expect((await ask('POST', '/api/maintenance/preview?zone=Mars', { body: WEEKLY })).status).toBe(400)
  })
})

describe('GET /api/maintenance', () => {
  test('tells operators what is to come, and any page of it', async () => {
    const { ask } = await scheduled({ rrule: WEEKLY.rrule })
    expect((await ask('GET', '/api/maintenance')).body.maintenance).toHaveLength(51)
    const first = (await ask('GET', '/api/maintenance?state=scheduled&limit=30')).body
    const second = (await ask('GET', `/api/maintenance?state=scheduled&limit=30&cursor=${first.nextCursor}`)).body
    expect([first.maintenance.length, second.maintenance.length, second.nextCursor]).toEqual([30, 21, null])
  })
})
