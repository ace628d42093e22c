import { describe, expect, test } from 'vitest'
import type { PublicIncident } from '#domain/public-incident.ts'
import { recentDays } from '../../site/recent-days.ts'
import { makeIncident, makeView, NOW } from './view.ts'

const at = (text: string) => Date.parse(text)
/** An incident from one instant to another; open where there is no other. */
const incident = (id: string, from: string, to?: string) =>
  makeIncident({ id, startedAt: at(from), resolvedAt: to ? at(to) : null })

/** What is told, as `first–last: incidents`. */
const told = (incidents: readonly PublicIncident[], wanted: Parameters<typeof makeView>[0] = {}) =>
  recentDays(makeView({ incidents, ...wanted })).map(
    (day) => `${day.first}–${day.last}: ${day.incidents.map(({ id }) => id).join(' ')}`,
  )

describe('recentDays', () => {
  test('fourteen days without incidents are one line', () => expect(told([])).toEqual(['2026-11-10–2026-11-23: ']))

  test('the day of an incident parts the days without one, newest first', () =>
    expect(told([incident('a', '2026-11-20T15:00Z', '2026-11-20T16:00Z')])).toEqual([
      ...['2026-11-21–2026-11-23: ', '2026-11-20–2026-11-20: a', '2026-11-10–2026-11-19: '],
    ]))

  test('an incident is told of on every day on which it was open, as one line', () =>
    expect(told([incident('a', '2026-11-20T15:00Z')])).toEqual([
      ...['2026-11-20–2026-11-23: a', '2026-11-10–2026-11-19: '],
    ]))

  test('days with other incidents beside a long one are lines of their own', () => {
    const long = incident('long', '2026-11-01T15:00Z', '2026-11-13T15:00Z')
    const short = incident('short', '2026-11-12T15:00Z', '2026-11-12T16:00Z')
    expect(told([short, long])).toEqual([
      ...['2026-11-14–2026-11-23: ', '2026-11-13–2026-11-13: long', '2026-11-12–2026-11-12: short long'],
      '2026-11-10–2026-11-11: long',
    ])
  })

  test.each([
    ['one that ended at midnight is not of the next day', '2026-11-21T15:00Z', '2026-11-22T05:00Z', '2026-11-21'],
    ['one that ended a moment later is', '2026-11-22T04:59Z', '2026-11-22T05:00:00.001Z', '2026-11-22'],
    ['one that was over as it began is of its day', '2026-11-22T05:00Z', '2026-11-22T05:00Z', '2026-11-22'],
    ['a day is that of the page’s zone', '2026-11-23T04:59Z', '2026-11-23T04:59:30Z', '2026-11-22'],
  ])('%s', (_, from, to, last) => {
    expect(
      recentDays(makeView({ incidents: [incident('a', from, to)] })).find((day) => day.incidents.length > 0),
    ).toMatchObject({ last })
  })

  test('what was over before is not told of', () =>
    expect(told([incident('a', '2026-11-01T15:00Z', '2026-11-10T05:00Z')])).toEqual(['2026-11-10–2026-11-23: ']))

  test('an incident of this very instant is of today', () =>
    expect(told([makeIncident({ id: 'a', startedAt: NOW })])[0]).toBe('2026-11-23–2026-11-23: a'))

  test('the clock going back makes no day twice', () =>
    expect(told([], { at: at('2026-11-05T12:00Z') })).toEqual(['2026-10-23–2026-11-05: ']))
})
