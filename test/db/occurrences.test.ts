import { describe, expect, test } from 'vitest'
import { insertEvents, listEvents } from '#db/maintenance-events.ts'
import { syncOccurrences, writeOccurrence, writeOccurrences } from '#db/occurrence-changes.ts'
import {
  findOccurrence,
  listOccurrencePage,
  listOccurrenceRevisions,
  listOccurrences,
  type OccurrencePageQuery,
} from '#db/occurrences.ts'
import type { Database } from '#db/open.ts'
import type { Transaction } from '#db/writer.ts'
import type { Occurrence } from '#domain/maintenance.ts'
import { cancelOccurrence, endOccurrence, patchOccurrence, startOccurrence } from '#domain/occurrence-change.ts'
import { occurrenceOf } from '../facts.ts'
import { DIALECTS } from './open-test-database.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const NOW = Date.parse('2026-11-23T15:00Z')
const STATEMENTS = new Set<string | symbol>(['select', 'insert', 'update', 'append'])
const WINDOW = { from: NOW - DAY, to: NOW + 366 * DAY }
/** Announced at once, as its notice has passed when it is first known. */
const RUNNING = occurrenceOf('mnt_running', NOW - HOUR, { announcedAt: NOW })
const NEXT = occurrenceOf('mnt_next', NOW + 5 * HOUR, { announcedAt: NOW })
/** To be announced in a day. */
const LATER = occurrenceOf('mnt_later', NOW + 8 * DAY)

const sync = (db: Database, planned: readonly Occurrence[], at = NOW) =>
  db.write((tx) => syncOccurrences(tx, db, planned, { to: WINDOW.to, at }))
const list = (db: Database) => listOccurrences(db, WINDOW)
const write = (db: Database, before: Occurrence, next: Occurrence, at: number) =>
  db.write((tx) => writeOccurrence(tx, db, { before, next }, at))
const kindsOf = async (db: Database, id: string) =>
  (await listEvents(db, [id])).map(({ kind, at }) => `${kind} ${at - NOW}`)

describe.each(DIALECTS)('syncOccurrences on %s', (_dialect, open) => {
  test('enters what is new, once', async () => {
    const db = await open()
    expect(await sync(db, [NEXT, RUNNING])).toBe(2)
    expect(await sync(db, [NEXT, RUNNING, LATER])).toBe(1)
    expect(await sync(db, [NEXT, RUNNING, LATER])).toBe(0)
    expect(await list(db)).toEqual([RUNNING, NEXT, LATER])
  })

  test('announces at once what is first known later than its notice', async () => {
    const db = await open()
    await sync(db, [{ ...NEXT, announcedAt: NOW - 2 * DAY }])
    expect(await list(db)).toEqual([NEXT])
  })

  test.each<[string, Partial<Occurrence>]>([
    ['title', { title: 'Other' }],
    ['description', { description: 'More' }],
    ['components', { components: ['api', 'dashboard'] }],
    ['expectations', { expect: [] }],
    ['end', { endsAt: LATER.endsAt - HOUR }],
  ])('revises one of another %s', async (_what, change) => {
    const db = await open()
    await sync(db, [NEXT, LATER])
    expect(await sync(db, [NEXT, { ...LATER, ...change }])).toBe(1)
    expect(await list(db)).toEqual([NEXT, { ...LATER, ...change }])
  })

  test('withdraws without a trace what nobody was told of, and takes it back when it is planned again', async () => {
    const db = await open()
    await sync(db, [NEXT, LATER])
    expect(await sync(db, [NEXT])).toBe(1)
    expect(await list(db)).toEqual([NEXT])
    expect(await sync(db, [NEXT, LATER])).toBe(1)
    expect(await list(db)).toEqual([NEXT, LATER])
  })

  test('cancels what was announced and is planned no more, and takes it back when it is again', async () => {
    const db = await open()
    await sync(db, [NEXT])
    await sync(db, [], NOW + 1)
    expect(await list(db)).toEqual([{ ...NEXT, cancelledAt: NOW + 1 }])
    expect(await kindsOf(db, NEXT.id)).toEqual(['announced 0', 'cancelled 1'])
    await sync(db, [NEXT], NOW + 2)
    expect(await list(db)).toEqual([{ ...NEXT, announcedAt: NOW + 2 }])
    expect(await kindsOf(db, NEXT.id)).toEqual(['announced 0', 'cancelled 1', 'announced 2'])
  })

  test('leaves what has begun as it was', async () => {
    const db = await open()
    await sync(db, [RUNNING])
    expect(await sync(db, [{ ...RUNNING, title: 'Other', endsAt: NOW }])).toBe(0)
    expect(await sync(db, [])).toBe(0)
    expect(await list(db)).toEqual([RUNNING])
  })

  test.each<[string, (one: Occurrence) => Occurrence]>([
    ['moved', (one) => patchOccurrence(one, { startsAt: one.startsAt + HOUR, shortNotice: true }, NOW)],
    ['cancelled', (one) => cancelOccurrence(one, NOW)],
  ])('leaves what a person %s as it was', async (_, change) => {
    const db = await open()
    await sync(db, [NEXT])
    await write(db, NEXT, change(NEXT), NOW)
    expect(await sync(db, [NEXT])).toBe(0)
    expect(await sync(db, [])).toBe(0)
    expect(await list(db)).toEqual([change(NEXT)])
  })

  test.each<[string, (one: Occurrence) => Occurrence]>([
    ['out of the year that is planned', (one) => patchOccurrence(one, { startsAt: WINDOW.to + HOUR }, NOW)],
    ['to now, and ended before it was planned to begin', (one) => endOccurrence(startOccurrence(one, NOW), NOW + 1)],
  ])('does not plan again what a person moved %s', async (_, change) => {
    const db = await open()
    await sync(db, [NEXT, LATER])
    await write(db, NEXT, change(NEXT), NOW + 1)
    expect(await sync(db, [NEXT, LATER], NOW + 2)).toBe(0)
    expect(await sync(db, [LATER], NOW + 3)).toBe(0)
    expect(await listOccurrences(db, { from: 0, to: 2 * WINDOW.to })).toHaveLength(2)
    expect(await findOccurrence(db, NEXT.id)).toEqual({ ...change(NEXT), revision: 2 })
  })

  test('leaves what lies outside the window as it was', async () => {
    const db = await open()
    const far = occurrenceOf('mnt_far', WINDOW.to)
    await sync(db, [far])
    expect(await sync(db, [])).toBe(0)
    expect(await listOccurrences(db, { from: 0, to: WINDOW.to + 1 })).toEqual([far])
  })
})

describe.each(DIALECTS)('thousands of occurrences on %s', (_dialect, open) => {
  test('are entered, revised, called off and withdrawn in few statements', async () => {
    const db = await open()
    const many = Array.from({ length: 2500 }, (_, n) =>
      occurrenceOf(`mnt_${n}`, NOW + (n + 1) * HOUR, { announcedAt: NOW + n * HOUR }),
    )
    const statementsOf = (work: (tx: Transaction) => Promise<unknown>) =>
      db.write(async (tx) => {
        let statements = 0
        const count = (target: Transaction, name: string | symbol) => {
          if (STATEMENTS.has(name)) statements++
          return Reflect.get(target, name)
        }
        await work(new Proxy(tx, { get: count }))
        return statements
      })
    const synced = (planned: readonly Occurrence[]) =>
      statementsOf((tx) => syncOccurrences(tx, db, planned, { to: WINDOW.to, at: NOW }))

    expect(await synced(many)).toBeLessThan(20)
    expect(await synced(many.map((one) => ({ ...one, title: 'Other' })))).toBeLessThan(20)
    expect(await findOccurrence(db, 'mnt_2499')).toMatchObject({ title: 'Other', revision: 2 })
    const off = (await list(db)).slice(0, 2000).map((one) => ({ before: one, next: cancelOccurrence(one, NOW) }))
    expect(await statementsOf((tx) => writeOccurrences(tx, db, off, NOW))).toBeLessThan(20)
    expect(await findOccurrence(db, 'mnt_1999')).toMatchObject({ cancelledAt: NOW, revision: 3 })
    expect(await kindsOf(db, 'mnt_0')).toEqual(['announced 0', 'reminder 0', 'cancelled 0'])
    expect(await synced([])).toBeLessThan(20)
    expect(await findOccurrence(db, 'mnt_2499')).toBeUndefined()
  })
})

describe.each(DIALECTS)('a change of an occurrence on %s', (_dialect, open) => {
  test('is a revision of its own, and what became of it is noted with it', async () => {
    const db = await open()
    await sync(db, [NEXT])
    const moved = patchOccurrence(NEXT, { startsAt: NEXT.startsAt + HOUR, shortNotice: true }, NOW + 1)
    await write(db, NEXT, moved, NOW + 1)
    const longer = patchOccurrence(moved, { durationMinutes: 180 }, NOW + 2)
    await write(db, moved, longer, NOW + 2)
    expect(await findOccurrence(db, NEXT.id)).toEqual({ ...longer, revision: 3 })
    expect(await kindsOf(db, NEXT.id)).toEqual(['announced 0', 'moved 1', 'extended 2'])
    const revisions = await listOccurrenceRevisions(db, WINDOW)
    expect(
      revisions.map(({ recordedAt = 0, supersededAt }) => [recordedAt - NOW, supersededAt && supersededAt - NOW]),
    ).toEqual(
      expect.arrayContaining([
        [0, 1],
        [1, 2],
        [2, null],
      ]),
    )
  })

  test.each<[string, (one: Occurrence, at: number) => Occurrence, number, string[]]>([
    [
      'cancelled half an hour before its start',
      cancelOccurrence,
      191.5,
      ['announced 24', 'reminder 191', 'cancelled 191.5'],
    ],
    ['begun at once', startOccurrence, 0, ['announced 0', 'moved 0', 'started 0']],
    ['ended at once', endOccurrence, 193, ['announced 24', 'reminder 191', 'started 192', 'ended 193']],
  ])('that is %s notes with it all that was due by then', async (_, change, hours, told) => {
    const db = await open()
    const at = NOW + hours * HOUR
    await sync(db, [LATER])
    await write(db, LATER, change(LATER, at), at)
    const events = await listEvents(db, [LATER.id])
    expect(events.map(({ kind, at: due }) => `${kind} ${(due - NOW) / HOUR}`)).toEqual(told)
    expect(events.every(({ recordedAt }) => recordedAt === at)).toBe(true)
  })

  test('there is none of an unknown id', async () => {
    expect(await findOccurrence(await open(), 'mnt_9')).toBeUndefined()
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

  test('one that was cancelled stays, announced or not: who looked ahead has seen it', async () => {
    const db = await open()
    await sync(db, [NEXT, LATER])
    await write(db, NEXT, cancelOccurrence(NEXT, NOW + 1), NOW + 1)
    await write(db, LATER, cancelOccurrence(LATER, NOW + 1), NOW + 1)
    expect(await list(db)).toEqual([NEXT, LATER].map((one) => cancelOccurrence(one, NOW + 1)))
  })
})

describe.each(DIALECTS)('listOccurrencePage on %s', (_dialect, open) => {
  const over = occurrenceOf('mnt_over', NOW - 5 * HOUR, { announcedAt: NOW - DAY })
  const off = cancelOccurrence({ ...NEXT, id: 'mnt_off' }, NOW)
  const idsOf = async (wanted: Partial<OccurrencePageQuery>) => {
    const db = await open()
    for (const one of [over, RUNNING, NEXT, LATER, off])
      await db.write((tx) => writeOccurrence(tx, db, { before: undefined, next: one }, NOW))
    const found = await listOccurrencePage(db, { state: null, at: NOW, limit: 10, after: null, ...wanted })
    return found.map(({ id }) => id.slice('mnt_'.length))
  }

  test.each<[Partial<OccurrencePageQuery>, string[]]>([
    [{}, ['later', 'off', 'next', 'running', 'over']],
    [{ state: 'scheduled' }, ['next', 'later']],
    [{ state: 'in_progress' }, ['running']],
    [{ state: 'completed' }, ['over']],
    [{ state: 'cancelled' }, ['off']],
    [{ limit: 2 }, ['later', 'off']],
    [{ after: { startedAt: NEXT.startsAt, id: 'mnt_off' } }, ['next', 'running', 'over']],
    [{ state: 'scheduled', after: { startedAt: NEXT.startsAt, id: 'mnt_next' } }, ['later']],
  ])('asked for %j it gives %j', async (wanted, ids) => expect(await idsOf(wanted)).toEqual(ids))
})

describe.each(DIALECTS)('what became of an occurrence on %s', (_dialect, open) => {
  test('is noted once', async () => {
    const db = await open()
    const event = { id: 'evt_1', occurrenceId: 'mnt_1', kind: 'started', at: NOW, recordedAt: NOW } as const
    for (const recordedAt of [NOW, NOW + 1]) await db.write((tx) => insertEvents(tx, db, [{ ...event, recordedAt }]))
    expect(await listEvents(db, ['mnt_1'])).toEqual([event])
  })
})
