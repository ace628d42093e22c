import { describe, expect, test } from 'vitest'
import { base32, expandSeries, type OccurrenceState, occurrenceState } from '#domain/maintenance.ts'
import { MONTHLY } from '../facts.ts'

const DAY_MS = 86_400_000
const SERIES = { ...MONTHLY, expect: ['Salesforce sync pauses and resumes by itself'] }
const FROM = Date.parse('2026-11-01T00:00Z')
const TO = Date.parse('2026-12-31T00:00Z')

describe('expandSeries', () => {
  const all = expandSeries(SERIES, FROM, TO)

  test('an occurrence has the times of the series, and says what it says', () =>
    expect(all[1]).toEqual({
      id: expect.stringMatching(/^mnt_[0-9a-hjkmnp-tv-z]{20}$/),
      seriesId: expect.stringMatching(/^ser_[0-9a-hjkmnp-tv-z]{20}$/),
      title: 'Monthly maintenance',
      description: '',
      components: ['api'],
      expect: ['Salesforce sync pauses and resumes by itself'],
      timezone: 'America/New_York',
      startsAt: Date.parse('2026-12-06T07:00Z'),
      endsAt: Date.parse('2026-12-06T09:00Z'),
      announcedAt: Date.parse('2026-11-29T07:00Z'),
      noticeDays: 7,
      cancelledAt: null,
      movedFrom: null,
      extendedFrom: null,
      handledAt: null,
    }))

  test('notice is reckoned in elapsed days', () =>
    expect(all[0]?.announcedAt).toBe(Date.parse('2026-11-01T07:00Z') - 7 * DAY_MS))

  test('ids depend on the series and the start alone', () => {
    const renamed = expandSeries({ ...SERIES, title: 'Other', durationMinutes: 5 }, FROM - DAY_MS, TO)
    expect(renamed.map(({ id }) => id)).toEqual(all.map(({ id }) => id))
    expect(all.map(({ id }) => id)).toEqual(['mnt_4tpjat2set9vgm00035r', 'mnt_fppnhq5q8b1m4fkrr0b0'])
  })

  test('another series has other ids', () => {
    const other = expandSeries({ ...SERIES, id: 'other' }, FROM, TO)
    expect(new Set([...all, ...other].map(({ id }) => id)).size).toBe(4)
  })
})

describe('occurrenceState', () => {
  const occurrence = { startsAt: 100, endsAt: 200, cancelledAt: null }
  test.each<[number, number | null, OccurrenceState]>([
    [99, null, 'scheduled'],
    [100, null, 'in_progress'],
    [199, null, 'in_progress'],
    [200, null, 'completed'],
    [99, 50, 'cancelled'],
    [300, 50, 'cancelled'],
    [49, 50, 'scheduled'],
  ])('at %d, cancelled at %j, it is %s', (now, cancelledAt, state) =>
    expect(occurrenceState({ ...occurrence, cancelledAt }, now)).toBe(state),
  )
})

describe('base32', () => {
  test.each([
    [[], ''],
    [[0], '0'],
    [[255, 255, 255, 255, 255], 'zzzzzzzz'],
    [[0, 68, 50, 20, 199], '01234567'],
    [[66, 84, 182, 53, 207], '89abcdef'],
  ])('the bytes %j read %j', (bytes, text) => expect(base32(Uint8Array.from(bytes))).toBe(text))
})
