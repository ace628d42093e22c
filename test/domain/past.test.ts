import { describe, expect, test } from 'vitest'
import { pastStatus, pastTimeline } from '#domain/past.ts'
import { componentOf, factsOf, NOW, occurrenceOf, transitionOf } from '../facts.ts'

const API = componentOf('api')
const HIDDEN = componentOf('hidden', { private: true })
const [UP_AT, DOWN_AT, TOLD_AT] = [NOW - 3_600_000, NOW - 600_000, NOW - 540_000]
const down = transitionOf('api-check', DOWN_AT, { recordedAt: TOLD_AT, verdict: 'down' })
const facts = factsOf([API, HIDDEN], { transitions: [transitionOf('api-check', UP_AT), down] })

describe('pastStatus', () => {
  test.each<['at' | 'asOf', number, string]>([
    ['at', UP_AT - 1, 'unknown'],
    ['at', DOWN_AT - 1, 'operational'],
    ['at', DOWN_AT, 'major_outage'],
    ['asOf', DOWN_AT, 'operational'],
    ['asOf', TOLD_AT - 1, 'operational'],
    ['asOf', TOLD_AT, 'major_outage'],
  ])('%s %i is %s', (tense, t, status) => {
    expect(pastStatus(facts, { tense, t, now: NOW })).toEqual({ status, components: [{ id: 'api', status }] })
  })
})

describe('pastStatus of a maintenance', () => {
  const planned = { startsAt: NOW - 60_000, endsAt: NOW + 60_000 }
  const revised = factsOf([API], {
    occurrences: [
      { ...occurrenceOf('mnt_1', 0, planned), recordedAt: NOW - 30_000, supersededAt: NOW - 20_000 },
      {
        ...occurrenceOf('mnt_1', 0, { ...planned, endsAt: NOW - 40_000 }),
        recordedAt: NOW - 20_000,
        supersededAt: null,
      },
    ],
  })

  test.each<['at' | 'asOf', number, string]>([
    ['asOf', NOW - 31_000, 'operational'],
    ['asOf', NOW - 30_000, 'under_maintenance'],
    ['asOf', NOW - 20_000, 'operational'],
    ['at', NOW - 50_000, 'under_maintenance'],
    ['at', NOW - 30_000, 'operational'],
  ])('%s %i is %s', (tense, t, status) => expect(pastStatus(revised, { tense, t, now: NOW }).status).toBe(status))
})

describe('pastTimeline', () => {
  test('is the history of a public component', () =>
    expect(pastTimeline(facts, { id: 'api', from: UP_AT, to: NOW, now: NOW })).toEqual([
      { from: UP_AT, to: DOWN_AT, status: 'operational' },
      { from: DOWN_AT, to: NOW, status: 'major_outage' },
    ]))

  test.each(['hidden', 'apj'])('there is none of %s', (id) =>
    expect(pastTimeline(facts, { id, from: UP_AT, to: NOW, now: NOW })).toBeUndefined(),
  )
})
