import { describe, expect, test } from 'vitest'
import type { Facts } from '#domain/facts.ts'
import { pastStatus, type Tense } from '#domain/past.ts'
import { pastView } from '#domain/past-view.ts'
import { componentOf, evidenceOf, factsOf, incidentOf, NOW, occurrenceOf, transitionOf } from '../facts.ts'

const API = componentOf('api')
const HIDDEN = componentOf('hidden', { private: true })
const [UP_AT, DOWN_AT, TOLD_AT, BACK_AT] = [NOW - 3_600_000, NOW - 900_000, NOW - 840_000, NOW - 300_000]
const PLANNED = { startsAt: NOW - 200_000, endsAt: NOW - 100_000 }
const INCIDENT = incidentOf('inc_1', NOW - 800_000, { startedAt: DOWN_AT })

const facts: Facts = factsOf([API, HIDDEN], {
  transitions: [
    transitionOf('api-check', UP_AT),
    transitionOf('api-check', DOWN_AT, { recordedAt: TOLD_AT, verdict: 'down', reasonCode: 'timeout' }),
    transitionOf('api-check', BACK_AT, { recordedAt: BACK_AT + 60_000 }),
    transitionOf('hidden-check', UP_AT, { verdict: 'down' }),
  ],
  evidence: [evidenceOf('api-check', NOW - 1000, { lastReasonCode: 'slow' })],
  occurrences: [
    { ...occurrenceOf('mnt_1', 0, PLANNED), recordedAt: UP_AT, supersededAt: NOW - 150_000 },
    {
      ...occurrenceOf('mnt_1', 0, { ...PLANNED, endsAt: NOW - 150_000 }),
      recordedAt: NOW - 150_000,
      supersededAt: null,
    },
    { ...occurrenceOf('mnt_2', 0, { startsAt: NOW + 86_400_000, endsAt: NOW + 90_000_000 }), recordedAt: NOW - 50_000 },
  ],
  incidents: [INCIDENT, incidentOf('inc_private', UP_AT, { private: true })],
  impacts: INCIDENT.impacts.map((span) => ({ ...span, recordedAt: NOW - 800_000 })),
})

const TENSES: readonly Tense[] = ['at', 'asOf']
const INSTANTS = [UP_AT - 1, UP_AT, DOWN_AT, TOLD_AT, NOW - 800_000, BACK_AT, NOW - 200_000, NOW - 149_000, NOW]

describe('pastView', () => {
  test.each(TENSES.flatMap((tense) => INSTANTS.map((t) => [tense, t] as const)))(
    '%s %i shows the statuses that the API tells',
    (tense, t) => {
      const { status, components } = pastView(facts, { tense, t })
      expect({ status, components: components.map(({ id, status }) => ({ id, status })) }).toEqual(
        pastStatus(facts, { tense, t, now: NOW }),
      )
    },
  )

  test.each<[Tense, number, string | undefined]>([
    ['at', DOWN_AT, 'No answer in time'],
    ['asOf', DOWN_AT, undefined],
    ['asOf', TOLD_AT, 'No answer in time'],
    ['at', BACK_AT, undefined],
  ])('%s %i the reason is %s', (tense, t, text) =>
    expect(pastView(factsWithoutPeople(), { tense, t }).components[0]?.reason?.text).toBe(text),
  )

  test.each<[Tense, number, readonly string[]]>([
    ['at', DOWN_AT, ['inc_1']],
    ['asOf', DOWN_AT, []],
    ['asOf', NOW - 800_000, ['inc_1']],
    ['at', DOWN_AT - 1, []],
  ])('%s %i it tells of the incidents %j, and never of private ones', (tense, t, ids) =>
    expect(pastView(facts, { tense, t }).incidents.map(({ id }) => id)).toEqual(ids),
  )

  test.each<[Tense, number, readonly string[]]>([
    ['at', NOW - 120_000, ['mnt_2 scheduled']],
    ['asOf', NOW - 160_000, ['mnt_1 in_progress']],
    ['at', NOW - 160_000, ['mnt_1 in_progress', 'mnt_2 scheduled']],
    ['asOf', NOW - 50_000, ['mnt_2 scheduled']],
  ])('%s %i it shows the maintenance %j', (tense, t, shown) =>
    expect(pastView(facts, { tense, t }).maintenance.map(({ id, state }) => `${id} ${state}`)).toEqual(shown),
  )

  test('it tells of no measurement, which is on record no more', () => {
    const { evidenceAt, components } = pastView(facts, { tense: 'at', t: DOWN_AT })
    expect(evidenceAt).toBeNull()
    expect(components).toMatchObject([{ evidenceAt: null, checks: [], latency: [], advice: null }])
  })
})

function factsWithoutPeople(): Facts {
  return { ...facts, incidents: [], impacts: [], occurrences: [] }
}
