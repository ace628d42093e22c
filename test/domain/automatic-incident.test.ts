import { describe, expect, test } from 'vitest'
import { automaticDecisions, type Decision } from '#domain/automatic-incident.ts'
import type { Disturbance } from '#domain/disturbance.ts'
import type { Incident } from '#domain/incident.ts'
import { type NewIncident, openIncident, withUpdate } from '#domain/incident-change.ts'
import { incidentOf } from '../facts.ts'

const MINUTE = 60_000
const NOW = Date.parse('2026-11-23T15:00:00Z')
const POLICY = { afterMs: 5 * MINUTE, publish: false }
const MACHINE = (at: number) => ({ at, person: false })

const well = (id: string, since = NOW - 3_600_000): Disturbance => {
  return { id, name: id.toUpperCase(), raw: 'operational', rawSince: since, failingSince: null, reason: null }
}
const failing = (id: string, minutesAgo: number, changes: Partial<Disturbance> = {}): Disturbance => {
  const since = NOW - minutesAgo * MINUTE
  return { ...well(id, since), raw: 'major_outage', failingSince: since, reason: 'No answer in time', ...changes }
}

const decide = (seen: Disturbance[], incidents: Incident[] = [], policy = POLICY) =>
  automaticDecisions(seen, incidents, policy, NOW)

/** What is opened: title and components with their minutes. */
function openedBy(seen: Disturbance[], incidents: Incident[] = []): string[] {
  return decide(seen, incidents).flatMap((decision) => {
    if (decision.kind !== 'open') return []
    const components = decision.wanted.components.map(
      ({ id, impact, startsAt = 0 }) => `${id} ${impact} ${(NOW - startsAt) / MINUTE}`,
    )
    return [`${decision.wanted.title}: ${components.join(', ')}`]
  })
}

/** An incident that the checks opened on these components, some minutes ago. */
function automatic(minutesAgo: number, ...ids: string[]): Incident {
  const [decision] = automaticDecisions(
    ids.map((id) => failing(id, minutesAgo)),
    [],
    { afterMs: 0, publish: false },
    NOW - minutesAgo * MINUTE,
  )
  const wanted = decision?.wanted as NewIncident
  return openIncident(wanted, { id: 'inc_auto', updateId: 'upd_auto' }, MACHINE(NOW - minutesAgo * MINUTE))
}

/** An incident after the one decision that there is about it. */
function followed(seen: Disturbance[], incident: Incident): Incident | null {
  const [decision, ...more] = decide(seen, [incident])
  expect(more).toEqual([])
  return decision?.kind === 'update' ? withUpdate(incident, decision.wanted, 'upd_2', MACHINE(NOW)) : null
}

describe('an incident from evidence', () => {
  test.each<[string, Disturbance[], string[]]>([
    ['nothing fails', [well('api')], []],
    ['it has not failed for long enough', [failing('api', 4.9)], []],
    ['it has', [failing('api', 5)], ['API is down: api major_outage 5']],
    ['it is partly down', [failing('api', 5, { raw: 'partial_outage' })], ['API is partly down: api partial_outage 5']],
    ['it is only slow', [failing('api', 60, { raw: 'degraded_performance', failingSince: null })], []],
    ['it is not known', [failing('api', 60, { raw: 'unknown', failingSince: null })], []],
    ['it is worked on', [failing('api', 60, { failingSince: null })], []],
    [
      'another fails within five minutes of it',
      [failing('api', 6), failing('sync', 1)],
      ['API and SYNC are down: api major_outage 6, sync major_outage 1'],
    ],
    ['another fails later than that', [failing('api', 6), failing('sync', 0.9)], ['API is down: api major_outage 6']],
    [
      'two fail far from each other',
      [failing('api', 60), failing('sync', 6), failing('dash', 6)],
      ['API is down: api major_outage 60', 'SYNC and DASH are down: sync major_outage 6, dash major_outage 6'],
    ],
  ])('when %s', (_, seen, expected) => expect(openedBy(seen)).toEqual(expected))

  test('is a draft that says what was seen and since when, unless it is to be published', () => {
    const [draft] = decide([failing('api', 5)])
    expect(draft).toMatchObject({
      wanted: {
        draft: true,
        startedAt: NOW - 5 * MINUTE,
        message: 'Our monitoring found this:\n\n- API is down since 2026-11-23 14:55:00 UTC: No answer in time',
      },
    })
    expect(decide([failing('api', 5)], [], { ...POLICY, publish: true })).toMatchObject([{ wanted: { draft: false } }])
  })

  test.each<[string, Incident]>([
    ['a person', incidentOf('inc_1', NOW - MINUTE)],
    ['a draft of a person', incidentOf('inc_1', NOW - MINUTE, { draft: true })],
    ['the checks', automatic(5, 'api')],
  ])('is not opened for what is told of already by %s', (_, incident) =>
    expect(openedBy([failing('api', 60)], [incident])).toEqual([]),
  )

  test('is opened again when the one before is over', () => {
    const over = incidentOf('inc_1', NOW - 30 * MINUTE, { status: 'resolved' })
    expect(openedBy([failing('api', 6)], [over])).toHaveLength(1)
  })
})

describe('an incident that nobody has touched', () => {
  const incident = automatic(10, 'api')

  test('stays as it is while nothing changes', () => expect(followed([failing('api', 10)], incident)).toBeNull())

  test('is joined by what fails within five minutes of its start', () => {
    const joined = followed([failing('api', 10), failing('sync', 5)], incident)
    expect(joined?.impacts).toMatchObject([{ id: 'api' }, { id: 'sync', startsAt: NOW - 5 * MINUTE, endsAt: null }])
    expect(joined?.updates.at(-1)?.body).toContain('SYNC is down since 2026-11-23 14:55:00 UTC')
    expect(followed([failing('api', 10), failing('sync', 4.9)], incident)).toBeNull()
  })

  test.each(['partial_outage', 'degraded_performance'] as const)('follows its component to %s', (raw) => {
    const next = followed([failing('api', 10, { raw, rawSince: NOW - MINUTE, failingSince: null })], incident)
    expect(next?.impacts).toMatchObject([
      { impact: 'major_outage', endsAt: NOW - MINUTE },
      { impact: raw, startsAt: NOW - MINUTE, endsAt: null },
    ])
  })

  test('takes silence for no recovery', () =>
    expect(followed([failing('api', 1, { raw: 'unknown', failingSince: null })], incident)).toBeNull())

  test('of two components, goes on while one suffers', () => {
    const two = automatic(10, 'api', 'sync')
    const next = followed([failing('api', 10), well('sync', NOW - MINUTE)], two)
    expect(next).toMatchObject({ resolvedAt: null, title: 'API and SYNC are down' })
    expect(next?.updates.at(-1)).toMatchObject({
      components: [{ id: 'api' }],
      body: expect.stringContaining('SYNC has recovered at'),
    })
  })

  test('is resolved when the last has recovered, as of then', () => {
    const two = automatic(10, 'api', 'sync')
    const next = followed([well('api', NOW - 3 * MINUTE), well('sync', NOW - MINUTE)], two)
    expect(next).toMatchObject({ resolvedAt: NOW - MINUTE, publishedAt: null, touchedAt: null })
    expect(next?.impacts).toMatchObject([
      { id: 'api', endsAt: NOW - 3 * MINUTE },
      { id: 'sync', endsAt: NOW - MINUTE },
    ])
    expect(next?.updates.at(-1)).toMatchObject({
      status: 'resolved',
      body: expect.stringMatching(/^All of it has recovered/),
    })
  })

  test('takes a component back that fails again', () => {
    const two = automatic(10, 'api', 'sync')
    const half = followed([failing('api', 10), well('sync', NOW - 3 * MINUTE)], two)
    const again = half && followed([failing('api', 10), failing('sync', 1)], half)
    expect(again?.updates.at(-1)?.components.map(({ id }) => id)).toEqual(['api', 'sync'])
  })

  test('is resolved when nobody watches its component any more', () =>
    expect(followed([], incident)).toMatchObject({ resolvedAt: NOW }))
})

describe('an incident of as many updates as it can have', () => {
  const [first] = automatic(10, 'api').updates
  const full: Incident = { ...automatic(10, 'api'), updates: first ? Array(500).fill(first) : [] }

  test('is followed no further', () =>
    expect(followed([failing('api', 10, { raw: 'partial_outage' })], full)).toBeNull())

  test('is not joined: what fails besides has one of its own', () =>
    expect(openedBy([failing('api', 10), failing('sync', 5)], [full])).toEqual(['SYNC is down: sync major_outage 5']))

  test('is resolved when all has recovered', () =>
    expect(followed([well('api', NOW - MINUTE)], full)).toMatchObject({ resolvedAt: NOW - MINUTE }))
})

describe('an incident that a person has touched', () => {
  test('is left alone, whatever the checks see', () => {
    const said = { message: 'We are on it.', status: null, components: null, nextUpdateBy: null, resolvedAt: null }
    const touched = withUpdate(automatic(10, 'api'), said, 'upd_2', { at: NOW - MINUTE, person: true })
    const none: Decision[] = []
    expect(decide([well('api', NOW)], [touched])).toEqual(none)
    expect(decide([failing('api', 10), failing('sync', 1)], [touched])).toEqual(none)
  })
})
