import { describe, expect, test } from 'vitest'
import { componentImpacts, type Incident, statusOf } from '#domain/incident.ts'
import { withUpdate } from '#domain/incident-change.ts'
import type { Tense } from '#domain/past.ts'
import { pastIncident } from '#domain/past-incident.ts'
import { incidentOf } from '../facts.ts'

const PERSON = (at: number) => ({ at, person: true })
const SAID = { message: 'News.', status: null, components: null, nextUpdateBy: null, resolvedAt: null }

/** Begun at 50, told at 100 as an outage, at 200 as slowness, at 400 as over since 300. */
const TOLD: Incident = (() => {
  const opened = incidentOf('inc_1', 100, { startedAt: 50, nextUpdateBy: 150 })
  const better = { ...SAID, components: { api: 'degraded_performance' as const } }
  const slow = withUpdate(opened, better, 'upd_2', PERSON(200))
  return withUpdate(slow, { ...SAID, status: 'resolved', resolvedAt: 300 }, 'upd_3', PERSON(400))
})()

/** What is told at an instant, as `status impacts messages`; `-` where nothing is. */
function told(tense: Tense, t: number): string {
  const then = pastIncident(TOLD, { tense, t })
  if (!then) return '-'
  const impacts = componentImpacts(then).map(({ impact }) => impact)
  return `${statusOf(then)} ${then.resolvedAt ?? 'open'} ${impacts.join()} ${then.updates.length}`
}

describe('pastIncident', () => {
  test.each<[Tense, number, string]>([
    ['at', 49, '-'],
    ['at', 50, 'investigating open major_outage 0'],
    ['at', 100, 'investigating open major_outage 1'],
    ['at', 199, 'investigating open major_outage 1'],
    ['at', 200, 'investigating open degraded_performance 2'],
    ['at', 299, 'investigating open degraded_performance 2'],
    ['at', 300, 'investigating 300 degraded_performance 2'],
    ['at', 400, 'resolved 300 degraded_performance 3'],
    ['asOf', 50, '-'],
    ['asOf', 99, '-'],
    ['asOf', 100, 'investigating open major_outage 1'],
    ['asOf', 200, 'investigating open degraded_performance 2'],
    ['asOf', 350, 'investigating open degraded_performance 2'],
    ['asOf', 400, 'resolved 300 degraded_performance 3'],
  ])('%s %i is told as %s', (tense, t, what) => expect(told(tense, t)).toBe(what))

  test('of one that nothing was changed of since, all is as it is', () =>
    expect(pastIncident(TOLD, { tense: 'asOf', t: TOLD.updatedAt })).toBe(TOLD))

  test('a promise and what was learned are left out where it was changed since', () => {
    const learned = { ...TOLD, postmortem: 'A disk.', nextUpdateBy: 500, updatedAt: 450 }
    expect(pastIncident(learned, { tense: 'at', t: 420 })).toMatchObject({ postmortem: null, nextUpdateBy: null })
  })

  test.each<Tense>(['at', 'asOf'])('a draft is never told of, %s', (tense) =>
    expect(pastIncident({ ...TOLD, publishedAt: null }, { tense, t: 400 })).toBeUndefined(),
  )
})
