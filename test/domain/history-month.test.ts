import { describe, expect, test } from 'vitest'
import { historyMonth, isOnRecord, isOpenIn, monthOfView, recordBegan } from '#domain/history-month.ts'
import { HOUR, MINUTE, makeComponent, makeIncident, makeView, NOW, spell } from '../site/view.ts'

const BEGAN = Date.parse('2026-03-15T12:00Z')
const OLD = makeComponent({ createdAt: BEGAN }, [spell('major_outage', '2026-11-03T10:00Z', 42 * MINUTE)])
const view = makeView({ components: [OLD, makeComponent({ id: 'young', createdAt: NOW - HOUR })] })

describe('recordBegan', () => {
  test('it is as old as the oldest component', () => expect(recordBegan(view)).toBe(BEGAN))
  test('of no components there is none', () => expect(recordBegan({ components: [] })).toBeNull())
})

describe('isOnRecord', () => {
  test.each([
    ['2026-02', false],
    ['2026-03', true],
    ['2026-11', true],
    ['2026-12', false],
  ])('of %s: %s', (month, onRecord) => expect(isOnRecord(view, month)).toBe(onRecord))
})

describe('monthOfView', () => {
  test.each([
    ['2026-11', true],
    ['2026-09', true],
    ['2026-08', false],
  ])('a view of 90 days knows %s: %s', (month, knows) => expect(monthOfView(view, month) !== null).toBe(knows))

  test('it knows all of a record that is younger', () => {
    const young = makeView({ components: [makeComponent({ createdAt: Date.parse('2026-08-27T12:00Z') })] })
    expect(monthOfView(young, '2026-08')).not.toBeNull()
  })
})

describe('historyMonth', () => {
  const monthOf = (month: string) =>
    historyMonth(view, month, monthOfView(view, month) ?? { bars: new Map(), incidents: [] })

  test('a month that is not over has the days that have begun', () => {
    const { components, before, after } = monthOf('2026-11')
    expect(components.map(({ days }) => days.length)).toEqual([23, 23])
    expect([before, after]).toEqual(['2026-10', null])
    expect(components[0]?.uptime.ms.major_outage).toBe(42 * MINUTE)
    expect(components[0]?.days[2]?.worst).toBe('major_outage')
  })

  test('its uptime is that of its days together', () => {
    const { components } = monthOf('2026-10')
    expect(components[0]?.days).toHaveLength(31)
    expect(components[0]?.uptime).toMatchObject({ uptime: 1, coverage: 1 })
  })

  test('what is not told of a day was not observed, and the first month has none before it', () => {
    const { components, before, after } = monthOf('2026-03')
    expect(components[0]?.uptime).toMatchObject({ uptime: null, worst: 'unknown' })
    expect([components[0]?.days.length, before, after]).toEqual([31, null, '2026-04'])
  })

  test('it has the incidents that were open in it', () => {
    const incidents = ['2026-09-30T12:00Z', '2026-10-31T12:00Z', '2026-11-02T12:00Z'].map((at, n) =>
      makeIncident({ id: `inc_${n}`, startedAt: Date.parse(at), resolvedAt: Date.parse(at) + 24 * HOUR }),
    )
    expect(historyMonth(view, '2026-10', { bars: new Map(), incidents }).incidents.map(({ id }) => id)).toEqual([
      ...['inc_0', 'inc_1'],
    ])
  })
})

describe('isOpenIn', () => {
  test.each([
    ['before', -20, -10, false],
    ['up to its beginning', -20, 0, false],
    ['into it', -20, 1, true],
    ['within it', 1, 2, true],
    ['for no time in it', 1, 1, true],
    ['at its very beginning for no time', 0, 0, true],
    ['out of it', 99, 200, true],
    ['from its end on', 100, 200, false],
    ['since before', -20, null, true],
    ['from afterwards on', 200, null, false],
  ])('one that was open %s', (_, startedAt, resolvedAt, isOpen) =>
    expect(isOpenIn({ startedAt, resolvedAt }, { from: 0, to: 100 })).toBe(isOpen),
  )
})
