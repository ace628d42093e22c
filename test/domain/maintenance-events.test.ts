import { describe, expect, test } from 'vitest'
import type { EventKind, MaintenanceEvent, Occurrence } from '#domain/maintenance.ts'
import { changeEvents, dueEvents, nextEventAt } from '#domain/maintenance-events.ts'
import {
  cancelOccurrence,
  endOccurrence,
  moveOccurrence,
  resizeOccurrence,
  startOccurrence,
} from '#domain/occurrence-change.ts'
import { occurrenceOf } from '../facts.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const START = Date.parse('2026-12-06T07:00Z')
const ONE = occurrenceOf('mnt_1', START)
const NOTICE = START - 7 * DAY
const END = START + 2 * HOUR

/** What becomes known, each with its hours from the start. */
const told = (events: readonly MaintenanceEvent[]) => events.map(({ kind, at }) => `${kind} ${(at - START) / HOUR}`)

describe('dueEvents', () => {
  test.each<[number, string[]]>([
    [NOTICE - 1, []],
    [NOTICE, ['announced -168']],
    [START - HOUR - 1, ['announced -168']],
    [START - HOUR, ['announced -168', 'reminder -1']],
    [START, ['announced -168', 'reminder -1', 'started 0']],
    [END - 1, ['announced -168', 'reminder -1', 'started 0']],
    [END, ['announced -168', 'reminder -1', 'started 0', 'ended 2']],
    [END + DAY, ['announced -168', 'reminder -1', 'started 0', 'ended 2']],
  ])('at %d, of an occurrence of which nothing is on record', (at, expected) => {
    const due = dueEvents([ONE], [], at)
    expect(told(due)).toEqual(expected)
    expect(due.every(({ recordedAt, id }) => recordedAt === at && /^evt_[0-9a-hjkmnp-tv-z]{20}$/.test(id))).toBe(true)
  })

  test('what is on record is not due again', () => {
    const known = dueEvents([ONE], [], START - HOUR)
    expect(told(dueEvents([ONE], known, END))).toEqual(['started 0', 'ended 2'])
    expect(dueEvents([ONE], dueEvents([ONE], [], END), END)).toEqual([])
  })

  test.each<[string, Partial<Occurrence>, string[]]>([
    ['announced half an hour before', { announcedAt: START - HOUR / 2 }, ['announced -0.5', 'started 0', 'ended 2']],
    [
      'announced an hour before',
      { announcedAt: START - HOUR },
      ['announced -1', 'reminder -1', 'started 0', 'ended 2'],
    ],
    ['over before it was known', { announcedAt: END + 1 }, []],
    ['cancelled after its reminder', { cancelledAt: START - HOUR / 2 }, ['announced -168', 'reminder -1']],
    ['cancelled before it was announced', { cancelledAt: NOTICE - 1 }, []],
  ])('of one that was %s', (_what, changes, expected) =>
    expect(told(dueEvents([{ ...ONE, ...changes }], [], END))).toEqual(expected),
  )

  test('those of several come in order of time', () => {
    const other = occurrenceOf('mnt_2', START - HOUR)
    expect(told(dueEvents([ONE, other], [], START))).toEqual([
      'announced -169',
      'announced -168',
      'reminder -2',
      'reminder -1',
      'started -1',
      'started 0',
    ])
  })
})

describe('what is told of one that was changed', () => {
  /** All that is on record of an occurrence when it is over, after one change. */
  function after(change: (one: Occurrence, at: number) => Occurrence, at: number): string[] {
    const before = dueEvents([ONE], [], at)
    const next = change(ONE, at)
    const known = [...before, ...changeEvents(ONE, next, at)]
    return told([...known, ...dueEvents([next], known, END + 30 * DAY)])
  }

  const move = (hours: number) => (one: Occurrence, at: number) =>
    moveOccurrence(one, { startsAt: START + hours * HOUR, shortNotice: true }, at)

  test.each<[string, (one: Occurrence, at: number) => Occurrence, number, string[]]>([
    ['moved by a day', move(24), -48, ['announced -168', 'moved -48', 'reminder 23', 'started 24', 'ended 26']],
    [
      'moved after its reminder',
      move(24),
      -0.5,
      ['announced -168', 'reminder -1', 'moved -0.5', 'reminder 23', 'started 24', 'ended 26'],
    ],
    ['moved to the next hour', move(-47.5), -48, ['announced -168', 'moved -48', 'started -47.5', 'ended -45.5']],
    [
      'moved before it is announced',
      move(240),
      -200,
      ['moved -200', 'announced 72', 'reminder 239', 'started 240', 'ended 242'],
    ],
    ['started early', startOccurrence, -48, ['announced -168', 'moved -48', 'started -48', 'ended -46']],
    [
      'made longer',
      (one, at) => resizeOccurrence(one, 180, at),
      1,
      ['announced -168', 'reminder -1', 'started 0', 'extended 1', 'ended 3'],
    ],
    [
      'made shorter',
      (one, at) => resizeOccurrence(one, 90, at),
      1,
      ['announced -168', 'reminder -1', 'started 0', 'ended 1.5'],
    ],
    ['ended early', endOccurrence, 1, ['announced -168', 'reminder -1', 'started 0', 'ended 1']],
    ['cancelled', cancelOccurrence, -48, ['announced -168', 'cancelled -48']],
    ['cancelled before it is announced', cancelOccurrence, -200, ['cancelled -200']],
  ])('%s', (_what, change, hours, expected) => expect(after(change, START + hours * HOUR)).toEqual(expected))
})

describe('nextEventAt', () => {
  test.each<[EventKind[], number | null]>([
    [[], NOTICE],
    [['announced'], START - HOUR],
    [['announced', 'reminder', 'started'], END],
    [['announced', 'reminder', 'started', 'ended'], null],
  ])('with %j on record', (kinds, next) => {
    const known = dueEvents([ONE], [], END).filter(({ kind }) => kinds.includes(kind))
    expect(nextEventAt([ONE], known)).toBe(next)
  })

  test('of no occurrence there is none', () => expect(nextEventAt([], [])).toBeNull())
})
