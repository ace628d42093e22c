import { describe, expect, test } from 'vitest'
import { ChangeRefused } from '#domain/change-refused.ts'
import { type MaintenanceSeries, type Occurrence, seriesIdOf } from '#domain/maintenance.ts'
import {
  cancelSeries,
  entered,
  firstOccurrence,
  type HeldSeries,
  patchSeries,
  plannedOccurrences,
  replanned,
  withdrawn,
} from '#domain/series.ts'
import { MONTHLY, occurrenceOf } from '../facts.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const YEAR = 366 * DAY
const NOW = Date.parse('2026-11-23T15:00Z')
const OF_API: MaintenanceSeries = { ...MONTHLY, id: 'ser_9', rrule: 'FREQ=DAILY', startsAt: '2026-11-20T10:00:00' }
const heldOf = (definition: MaintenanceSeries, changes: Partial<HeldSeries> = {}): HeldSeries => {
  return { revision: 1, recordedAt: NOW, cancelledAt: null, definition, ...changes }
}
/** The pointer and the words of a refusal. */
function refusal(work: () => unknown): string | undefined {
  try {
    work()
  } catch (error) {
    if (error instanceof ChangeRefused) return `${error.pointer}: ${error.message}`
    throw error
  }
  return undefined
}

describe('firstOccurrence', () => {
  const options = { seriesId: 'ser_9', shortNotice: false }
  test('is the first to come, announced at its notice', () =>
    expect(firstOccurrence(MONTHLY, options, NOW)).toMatchObject({
      seriesId: 'ser_9',
      startsAt: Date.parse('2026-12-06T07:00Z'),
      announcedAt: Date.parse('2026-11-29T07:00Z'),
    }))

  test('one that comes sooner than its notice is announced at once, when that is said', () =>
    expect(firstOccurrence(OF_API, { ...options, shortNotice: true }, NOW)).toMatchObject({
      startsAt: NOW,
      announcedAt: NOW,
    }))

  test.each<[string, Partial<MaintenanceSeries>, string]>([
    ['soon', { rrule: 'FREQ=DAILY' }, '/startsAt: expected a start at least 7 days ahead, or shortNotice: true'],
    ['once, in the past', { rrule: null }, '/startsAt: expected a start to come'],
    ['never', { rrule: 'FREQ=DAILY;COUNT=1' }, '/rrule: expected a rule by which it takes place within a year'],
  ])('work that takes place %s is refused', (_when, changes, expected) =>
    expect(refusal(() => firstOccurrence({ ...MONTHLY, ...changes }, options, NOW))).toBe(expected),
  )
})

describe('plannedOccurrences', () => {
  const planned = (configured: MaintenanceSeries[], held: HeldSeries[], at = NOW) =>
    plannedOccurrences({ configured, held }, at, NOW + 3 * DAY).map(({ seriesId, startsAt }) => [
      seriesId,
      (startsAt - NOW) / HOUR,
    ])
  const daily = { ...MONTHLY, rrule: 'FREQ=DAILY', startsAt: '2026-11-20T09:00:00' }

  test('are those of the file and those made by API', () =>
    expect(planned([daily], [heldOf({ ...OF_API, rrule: 'FREQ=DAILY;COUNT=5' })])).toEqual([
      [seriesIdOf('monthly'), -1],
      [seriesIdOf('monthly'), 23],
      [seriesIdOf('monthly'), 47],
      [seriesIdOf('monthly'), 71],
      ['ser_9', 0],
      ['ser_9', 24],
    ]))

  test('what a series says now plans nothing that began before it said so', () => {
    expect(planned([], [heldOf(OF_API)], NOW + HOUR)[0]).toEqual(['ser_9', 0])
    expect(planned([], [heldOf(OF_API, { recordedAt: NOW + HOUR })], NOW + HOUR)[0]).toEqual(['ser_9', 24])
  })

  test('a cancelled series plans nothing', () =>
    expect(planned([], [heldOf(OF_API, { cancelledAt: NOW })])).toEqual([]))
})

describe('replanned', () => {
  /** Announced already. */
  const soon = occurrenceOf('mnt_1', NOW + DAY)
  /** To be announced. */
  const far = occurrenceOf('mnt_1', NOW + 30 * DAY)
  const later = (one: Occurrence) => ({ ...one, title: 'Other', endsAt: one.endsAt + HOUR })

  test.each<[string, Occurrence, Partial<Occurrence>, Partial<Occurrence>]>([
    ['not announced yet', far, {}, { title: 'Other', endsAt: far.endsAt + HOUR, extendedFrom: null }],
    ['announced', soon, {}, { title: 'Other', endsAt: soon.endsAt + HOUR, extendedFrom: soon.endsAt }],
    ['announced late', soon, { announcedAt: NOW }, { title: 'Other', announcedAt: NOW }],
    ['known late and announced', far, { announcedAt: NOW - 5 }, { announcedAt: NOW - 5 }],
    ['handled', soon, { handledAt: 5 }, { title: soon.title, endsAt: soon.endsAt }],
    ['cancelled by a person', soon, { handledAt: 5, cancelledAt: 5 }, { cancelledAt: 5 }],
    ['withdrawn', soon, { cancelledAt: 5 }, { cancelledAt: null, announcedAt: NOW }],
    ['withdrawn long before', far, { cancelledAt: 5 }, { cancelledAt: null, announcedAt: far.announcedAt }],
  ])('one that is %s', (_what, one, changes, expected) => {
    const before = { ...one, ...changes }
    const next = replanned(before, later(one), NOW)
    expect(next).toMatchObject(expected)
    expect(replanned(next, later(one), NOW + 1)).toEqual(next)
  })

  test('one that has begun stays as it is', () => {
    const begun = occurrenceOf('mnt_1', NOW)
    expect(replanned(begun, later(begun), NOW)).toBe(begun)
  })

  test('another notice counts while it is not announced', () => {
    const sooner = (one: Occurrence) => ({ ...one, noticeDays: 1, announcedAt: one.startsAt - DAY })
    expect(replanned(far, sooner(far), NOW).announcedAt).toBe(far.startsAt - DAY)
    expect(replanned(soon, { ...sooner(soon), announcedAt: NOW + 1 }, NOW).announcedAt).toBe(soon.announcedAt)
  })
})

describe('withdrawn', () => {
  test.each<[string, Partial<Occurrence>, Partial<Occurrence> | null]>([
    ['announced is cancelled', {}, { cancelledAt: NOW, handledAt: null }],
    ['to be announced goes', { announcedAt: NOW + 1 }, null],
    ['handled stays', { handledAt: 5 }, { cancelledAt: null }],
    ['that has begun stays', { startsAt: NOW }, { cancelledAt: null }],
    ['cancelled stays', { cancelledAt: 5 }, { cancelledAt: 5 }],
    ['of no series stays', { seriesId: null }, { cancelledAt: null }],
  ])('one %s', (_what, changes, expected) => {
    const next = withdrawn({ ...occurrenceOf('mnt_1', NOW + DAY), ...changes }, NOW)
    if (expected === null) expect(next).toBeNull()
    else expect(next).toMatchObject(expected)
  })
})

describe('entered', () => {
  test.each([
    [8, 1],
    [7, 0],
    [1, 0],
  ])('one that begins in %d days is announced in %d', (start, notice) =>
    expect(entered(occurrenceOf('mnt_1', NOW + start * DAY), NOW).announcedAt).toBe(NOW + notice * DAY),
  )
})

describe('patchSeries', () => {
  test('tells otherwise what is said, and leaves the rest', () =>
    expect(patchSeries(heldOf(OF_API), { title: 'Other', rrule: undefined, durationMinutes: 30 }, NOW)).toEqual({
      ...OF_API,
      title: 'Other',
      durationMinutes: 30,
    }))

  test('other times need their notice', () => {
    const patch = { startsAt: '2026-11-24T12:00:00' }
    const why = '/startsAt: expected a start at least 7 days ahead, or shortNotice: true'
    expect(refusal(() => patchSeries(heldOf(OF_API), patch, NOW))).toBe(why)
    expect(patchSeries(heldOf(OF_API), { ...patch, shortNotice: true }, NOW)).toEqual({ ...OF_API, ...patch })
  })

  test('one that was cancelled is refused', () =>
    expect(refusal(() => patchSeries(heldOf(OF_API, { cancelledAt: 1 }), {}, NOW))).toBe('null: It was cancelled.'))

  test('the horizon is a year', () =>
    expect(plannedOccurrences({ configured: [MONTHLY], held: [] }, NOW, NOW + YEAR)).toHaveLength(12))
})

describe('cancelSeries', () => {
  test('it takes place no more from then on', () =>
    expect(cancelSeries(heldOf(OF_API), NOW)).toEqual({ definition: OF_API, cancelledAt: NOW }))

  test('one that was cancelled is refused', () =>
    expect(refusal(() => cancelSeries(heldOf(OF_API, { cancelledAt: 1 }), NOW))).toBe('null: It was cancelled.'))
})
