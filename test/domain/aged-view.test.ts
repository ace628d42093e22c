import { describe, expect, test } from 'vitest'
import { agedView } from '#domain/aged-view.ts'
import type { Status } from '#domain/status.ts'
import { HOUR, makeComponent, makeIncident, makeOccurrence, makeView, NOW } from '../site/view.ts'

const VOUCHED_UNTIL = NOW + 94_000
const quiet = { occurrences: [], maintenance: [] }
const statusesOf = ({ status, components }: ReturnType<typeof makeView>) => [status, components[0]?.status]

describe('agedView', () => {
  test.each<[string, number, Status]>([
    ['at once', 0, 'operational'],
    ['while its evidence vouches', 94_000, 'operational'],
    ['as soon as it does not', 94_001, 'unknown'],
    ['a day later', 24 * HOUR, 'unknown'],
  ])('a healthy component is told %s', (_, laterMs, expected) => {
    expect(statusesOf(agedView(makeView(quiet), NOW + laterMs))).toEqual([expected, expected])
  })

  test('what nothing vouched for is unknown, since when it was', () => {
    const component = makeComponent({ status: 'unknown', rawStatus: 'unknown', since: NOW - HOUR, vouchedUntil: null })
    expect(agedView(makeView({ ...quiet, components: [component] }), NOW + HOUR).components[0]).toEqual(component)
  })

  test('the sentence says so, and the evidence is as old as it is', () => {
    const view = makeView(quiet)
    expect(agedView(view, NOW + HOUR)).toMatchObject({
      at: NOW + HOUR,
      sentence: 'We are not receiving monitoring data',
      evidenceAt: view.evidenceAt,
      components: [{ since: VOUCHED_UNTIL, reason: null, days: view.components[0]?.days }],
    })
  })

  test('an outage is not told for longer than its evidence vouches', () => {
    const components = [makeComponent({ status: 'major_outage', rawStatus: 'major_outage' })]
    const view = makeView({ ...quiet, components })
    expect(statusesOf(agedView(view, NOW + HOUR))).toEqual(['unknown', 'unknown'])
  })

  test('an open incident goes on, a resolved one does not count', () => {
    const resolved = makeIncident({ id: 'inc_2', resolvedAt: NOW })
    expect(statusesOf(agedView(makeView({ ...quiet, incidents: [resolved] }), NOW + HOUR))).toEqual([
      'unknown',
      'unknown',
    ])
    const view = makeView({ ...quiet, incidents: [makeIncident()] })
    expect(statusesOf(agedView(view, NOW + HOUR))).toEqual(['major_outage', 'major_outage'])
  })

  test.each<[string, number, Status, string]>([
    ['before it', -1, 'unknown', 'scheduled'],
    ['during it', 0, 'under_maintenance', 'in_progress'],
    ['after it', 2 * HOUR, 'unknown', 'completed'],
  ])('maintenance takes place by its times: %s', (_, offsetMs, status, state) => {
    const occurrence = makeOccurrence()
    const aged = agedView(makeView({ occurrences: [occurrence] }), occurrence.startsAt + offsetMs)
    expect(statusesOf(aged)).toEqual([status, status])
    expect(aged.occurrences[0]?.state).toBe(state)
    expect(aged.maintenance).toHaveLength(state === 'completed' ? 0 : 1)
  })
})
