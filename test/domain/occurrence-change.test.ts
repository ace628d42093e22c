import { describe, expect, test } from 'vitest'
import { ChangeRefused } from '#domain/change-refused.ts'
import type { Occurrence } from '#domain/maintenance.ts'
import {
  cancelOccurrence,
  endOccurrence,
  moveOccurrence,
  type OccurrencePatch,
  patchOccurrence,
  resizeOccurrence,
  startOccurrence,
} from '#domain/occurrence-change.ts'
import { occurrenceOf } from '../facts.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const START = Date.parse('2026-12-06T07:00Z')
/** Announced, two days before its start, two hours long. */
const AHEAD = occurrenceOf('mnt_1', START)
const NOW = START - 2 * DAY
const DURING = START + HOUR
const END = START + 2 * HOUR
const CANCELLED = { ...AHEAD, cancelledAt: NOW - 1 }

/** What of an occurrence is other than before, but that a person handled it. */
function changed(next: Occurrence, before = AHEAD): Partial<Occurrence> {
  const same = (key: keyof Occurrence) => key === 'handledAt' || next[key] === before[key]
  return Object.fromEntries(Object.entries(next).filter(([key]) => !same(key as keyof Occurrence)))
}

/** Why a change is refused, and what in the request is to blame. */
function refusal(change: () => unknown): [string, string | null] | undefined {
  try {
    change()
  } catch (error) {
    if (error instanceof ChangeRefused) return [error.message, error.pointer]
    throw error
  }
  return undefined
}

const move = (one: Occurrence, startsAt: number, at: number, shortNotice = true) =>
  moveOccurrence(one, { startsAt, shortNotice }, at)

describe('every change', () => {
  const changes: [string, (one: Occurrence, at: number) => Occurrence, number][] = [
    ['move', (one, at) => move(one, START + DAY, at), NOW],
    ['start', startOccurrence, NOW],
    ['resize', (one, at) => resizeOccurrence(one, 30, at), NOW],
    ['end', endOccurrence, DURING],
    ['cancel', cancelOccurrence, NOW],
    ['patch', (one, at) => patchOccurrence(one, { title: 'Other' }, at), NOW],
  ]
  test.each(changes)('to %s an occurrence marks it as handled, once', (_what, change, at) => {
    expect(change(AHEAD, at).handledAt).toBe(at)
    expect(change({ ...AHEAD, handledAt: 5 }, at).handledAt).toBe(5)
  })

  test.each(changes.slice(0, 5))('to %s one that is over or cancelled is refused', (_what, change) => {
    expect(refusal(() => change(AHEAD, END))).toEqual(['It is over.', null])
    expect(refusal(() => change(CANCELLED, NOW))).toEqual(['It was cancelled.', null])
  })
})

describe('moveOccurrence', () => {
  test.each<[string, Partial<Occurrence>, number, Partial<Occurrence>]>([
    ['keeps its length and tells of its first start', {}, START + DAY, { startsAt: START + DAY, movedFrom: START }],
    ['again tells of the first start still', { movedFrom: START - DAY }, START + DAY, { startsAt: START + DAY }],
    ['back to the first start tells of none', { movedFrom: START + DAY }, START + DAY, { movedFrom: null }],
    [
      'moves the end that was told with it',
      { extendedFrom: END - HOUR },
      START + DAY,
      { extendedFrom: END + 23 * HOUR },
    ],
    ['does not announce it again', {}, START + 30 * DAY, { startsAt: START + 30 * DAY }],
    ['announces at its notice', { announcedAt: NOW + 1 }, START + 30 * DAY, { announcedAt: START + 23 * DAY }],
    ['announces at once where that has passed', { announcedAt: NOW + 1 }, START + DAY, { announcedAt: NOW }],
    ['may begin a minute ago', {}, NOW - MINUTE, { startsAt: NOW - MINUTE }],
  ])('%s', (_what, before, startsAt, expected) => {
    const one = { ...AHEAD, ...before }
    const next = move(one, startsAt, NOW)
    expect(next).toMatchObject(expected)
    expect(next.endsAt - next.startsAt).toBe(2 * HOUR)
    if (!('announcedAt' in before)) expect(next.announcedAt).toBe(AHEAD.announcedAt)
  })

  test.each<[string, number, number, boolean, [string, string | null]]>([
    ['into the past', NOW - MINUTE - 1, NOW, true, ['expected a start to come', '/startsAt']],
    [
      'to a time before its notice',
      NOW + 7 * DAY - 1,
      NOW,
      false,
      ['expected a start at least 7 days ahead, or shortNotice: true', '/startsAt'],
    ],
    [
      'once it has begun',
      START + 9 * DAY,
      START,
      true,
      ['It has begun: it can be made longer or shorter, or ended.', null],
    ],
  ])('%s is refused', (_what, startsAt, at, shortNotice, expected) =>
    expect(refusal(() => move(AHEAD, startsAt, at, shortNotice))).toEqual(expected),
  )

  test.each([
    [7, 7 * DAY],
    [1, DAY],
    [0, 0],
  ])('with %d days of notice a start that far ahead needs no more', (noticeDays, ahead) =>
    expect(move({ ...AHEAD, noticeDays }, NOW + ahead, NOW, false).startsAt).toBe(NOW + ahead),
  )
})

describe('startOccurrence', () => {
  test('begins it now, as long as it was', () =>
    expect(changed(startOccurrence(AHEAD, NOW))).toEqual({
      startsAt: NOW,
      endsAt: NOW + 2 * HOUR,
      movedFrom: START,
    }))

  test('one that nobody was told of is announced now', () =>
    expect(startOccurrence({ ...AHEAD, announcedAt: NOW + 1 }, NOW).announcedAt).toBe(NOW))

  test('one that has begun is refused', () =>
    expect(refusal(() => startOccurrence(AHEAD, START))).toEqual(['It has begun already.', null]))
})

describe('resizeOccurrence', () => {
  test.each<[string, Partial<Occurrence>, number, Partial<Occurrence>]>([
    ['longer', {}, 150, { endsAt: END + 30 * MINUTE, extendedFrom: END }],
    ['shorter', {}, 90, { endsAt: END - 30 * MINUTE }],
    ['longer once more', { endsAt: END + HOUR, extendedFrom: END }, 240, { endsAt: END + 2 * HOUR }],
    ['a little shorter again', { endsAt: END + HOUR, extendedFrom: END }, 121, { endsAt: END + MINUTE }],
    ['as long as first told', { endsAt: END + HOUR, extendedFrom: END }, 120, { endsAt: END, extendedFrom: null }],
  ])('%s', (_what, before, minutes, expected) => {
    const one = { ...AHEAD, ...before }
    expect(changed(resizeOccurrence(one, minutes, DURING), one)).toEqual(expected)
    expect(changed(resizeOccurrence(one, minutes, NOW), one)).toEqual(expected)
  })

  test('an end that has passed is refused', () =>
    expect(refusal(() => resizeOccurrence(AHEAD, 60, DURING))).toEqual(['expected an end to come', '/durationMinutes']))
})

describe('endOccurrence', () => {
  test('ends it now', () => expect(changed(endOccurrence(AHEAD, DURING))).toEqual({ endsAt: DURING }))

  test('one that took longer than told says so still', () => {
    const longer = { ...AHEAD, endsAt: END + HOUR, extendedFrom: END }
    expect(endOccurrence(longer, END + MINUTE).extendedFrom).toBe(END)
    expect(endOccurrence(longer, END - MINUTE).extendedFrom).toBeNull()
  })

  test('one that is to come is refused', () =>
    expect(refusal(() => endOccurrence(AHEAD, NOW))).toEqual([
      'It has not begun: one that is to come is cancelled, not ended.',
      null,
    ]))
})

describe('cancelOccurrence', () => {
  test('says when', () => expect(changed(cancelOccurrence(AHEAD, NOW))).toEqual({ cancelledAt: NOW }))

  test('one in progress is refused', () =>
    expect(refusal(() => cancelOccurrence(AHEAD, DURING))).toEqual([
      'It is in progress: one that has begun is ended, not cancelled.',
      null,
    ]))
})

describe('patchOccurrence', () => {
  const texts = { title: 'Other', description: '**More**', expect: ['Nothing'] }
  test.each([
    ['to come', AHEAD, NOW],
    ['in progress', AHEAD, DURING],
    ['over', AHEAD, END + DAY],
    ['cancelled', CANCELLED, NOW],
  ])('the texts of one that is %s can change', (_state, one, at) =>
    expect(changed(patchOccurrence(one, texts, at), one)).toEqual(texts),
  )

  test('a new start and a new length go together', () =>
    expect(
      changed(patchOccurrence(AHEAD, { startsAt: START + DAY, durationMinutes: 180, shortNotice: true }, NOW)),
    ).toEqual({
      startsAt: START + DAY,
      endsAt: START + DAY + 3 * HOUR,
      movedFrom: START,
      extendedFrom: END + DAY,
    }))

  test('the start that it has needs no notice', () =>
    expect(changed(patchOccurrence(AHEAD, { startsAt: START, durationMinutes: 120 }, DURING))).toEqual({}))

  test.each<[string, OccurrencePatch, number, string]>([
    ['components', { components: ['dashboard'] }, END, 'It is over.'],
    ['length', { durationMinutes: 240 }, END, 'It is over.'],
    ['start', { startsAt: START + DAY }, DURING, 'It has begun: it can be made longer or shorter, or ended.'],
  ])('the %s cannot change when it is too late', (_what, patch, at, why) =>
    expect(refusal(() => patchOccurrence(AHEAD, patch, at))).toEqual([why, null]),
  )

  test('components can change while it is in progress', () =>
    expect(changed(patchOccurrence(AHEAD, { components: ['dashboard'] }, DURING))).toEqual({
      components: ['dashboard'],
    }))
})
