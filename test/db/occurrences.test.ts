import { describe, expect, test } from 'vitest'
import { listOccurrenceRevisions, listOccurrences, syncOccurrences } from '#db/occurrences.ts'
import type { Database } from '#db/open.ts'
import type { Occurrence } from '#domain/maintenance.ts'
import { occurrenceOf } from '../facts.ts'
import { DIALECTS } from './open-test-database.ts'

const HOUR = 3_600_000
const NOW = Date.parse('2026-11-23T15:00Z')
const WINDOW = { from: NOW - 24 * HOUR, to: NOW + 366 * 24 * HOUR }
/** Two hours that are over, two that are half over, and two that are to come. */
const PAST = occurrenceOf('mnt_past', NOW - 5 * HOUR)
const RUNNING = occurrenceOf('mnt_running', NOW - HOUR)
const NEXT = occurrenceOf('mnt_next', NOW + 5 * HOUR)
const LATER = occurrenceOf('mnt_later', NOW + 50 * HOUR)

const sync = (db: Database, planned: readonly Occurrence[], at = NOW) => syncOccurrences(db, planned, { ...WINDOW, at })
const list = (db: Database) => listOccurrences(db, WINDOW)

describe.each(DIALECTS)('syncOccurrences on %s', (_dialect, open) => {
  test('enters what is new, once', async () => {
    const db = await open()
    expect(await sync(db, [NEXT, RUNNING])).toBe(2)
    expect(await sync(db, [NEXT, RUNNING, LATER])).toBe(1)
    expect(await sync(db, [NEXT, RUNNING, LATER])).toBe(0)
    expect(await list(db)).toEqual([RUNNING, NEXT, LATER])
  })

  test.each<[string, Partial<Occurrence>]>([
    ['title', { title: 'Other' }],
    ['description', { description: 'More' }],
    ['components', { components: ['api', 'dashboard'] }],
    ['expectations', { expect: [] }],
    ['end', { endsAt: NEXT.endsAt + HOUR }],
    ['notice', { announcedAt: NOW }],
  ])('revises one of another %s', async (_what, change) => {
    const db = await open()
    await sync(db, [NEXT, LATER])
    expect(await sync(db, [{ ...NEXT, ...change }, LATER])).toBe(1)
    expect(await list(db)).toEqual([{ ...NEXT, ...change }, LATER])
  })

  test('withdraws what is no longer planned, and takes it back when it is again', async () => {
    const db = await open()
    await sync(db, [NEXT, LATER])
    expect(await sync(db, [LATER])).toBe(1)
    expect(await list(db)).toEqual([LATER])
    expect(await sync(db, [NEXT, LATER])).toBe(1)
    expect(await list(db)).toEqual([NEXT, LATER])
  })

  test('leaves what has begun as it was', async () => {
    const db = await open()
    await sync(db, [PAST, RUNNING])
    expect(await sync(db, [{ ...RUNNING, title: 'Other', endsAt: NOW }])).toBe(0)
    expect(await list(db)).toEqual([PAST, RUNNING])
  })

  test('leaves what lies outside the window as it was', async () => {
    const db = await open()
    const far = occurrenceOf('mnt_far', WINDOW.to)
    await sync(db, [far])
    expect(await sync(db, [])).toBe(0)
    expect(await listOccurrences(db, { from: 0, to: WINDOW.to + 1 })).toEqual([far])
  })

  test('keeps every revision, with when it was told and when it was replaced', async () => {
    const db = await open()
    await sync(db, [NEXT], NOW)
    await sync(db, [{ ...NEXT, title: 'Other' }], NOW + 1)
    await sync(db, [], NOW + 2)
    const { maintenanceOccurrences: table } = db.tables
    const rows = await db.orm.select().from(table).orderBy(table.revision)
    expect(
      rows.map(({ revision, title, recordedAt, supersededAt }) => [revision, title, recordedAt, supersededAt]),
    ).toEqual([
      [1, 'Monthly maintenance', NOW, NOW + 1],
      [2, 'Other', NOW + 1, NOW + 2],
    ])
  })
})

describe.each(DIALECTS)('listOccurrences on %s', (_dialect, open) => {
  test.each([
    [-1, 0, false],
    [-1, 1, true],
    [1, 3, true],
    [2, 3, false],
  ])('from %d h to %d h after its start, one of two hours is listed: %s', async (from, to, listed) => {
    const db = await open()
    await sync(db, [NEXT])
    const hours = { from: NEXT.startsAt + from * HOUR, to: NEXT.startsAt + to * HOUR }
    expect(await listOccurrences(db, hours)).toEqual(listed ? [NEXT] : [])
  })

  test('a cancelled one is not listed', async () => {
    const db = await open()
    await sync(db, [{ ...NEXT, cancelledAt: NOW }, LATER])
    expect(await list(db)).toEqual([LATER])
  })
})

describe.each(DIALECTS)('listOccurrenceRevisions on %s', (_dialect, open) => {
  test('tells what was held true and when, the withdrawn included', async () => {
    const db = await open()
    await sync(db, [NEXT, LATER])
    await sync(db, [{ ...NEXT, title: 'Other' }], NOW + 1)
    const revisions = await listOccurrenceRevisions(db, WINDOW)
    const told = revisions.map(({ id, title, recordedAt = 0, supersededAt }) => [
      id,
      title,
      recordedAt - NOW,
      supersededAt,
    ])
    expect(told).toHaveLength(3)
    expect(told).toEqual(
      expect.arrayContaining([
        ['mnt_next', NEXT.title, 0, NOW + 1],
        ['mnt_next', 'Other', 1, null],
        ['mnt_later', LATER.title, 0, NOW + 1],
      ]),
    )
  })
})
