import { describe, expect, test } from 'vitest'
import type { ChangeRefused } from '#domain/change-refused.ts'
import { componentImpacts, type Incident, impactOf, statusOf } from '#domain/incident.ts'
import {
  correctUpdate,
  type NewIncident,
  type NewUpdate,
  openIncident,
  patchIncident,
  publishIncident,
  withUpdate,
} from '#domain/incident-change.ts'
import { incidentOf } from '../facts.ts'

const PERSON = (at: number) => ({ at, person: true })

function opened(wanted: Partial<NewIncident> = {}, at = 100): Incident {
  return incidentOf('inc_1', at, wanted)
}

function updated(incident: Incident, wanted: Partial<NewUpdate>, at: number): Incident {
  const said = { message: 'News.', status: null, components: null, nextUpdateBy: null, resolvedAt: null }
  return withUpdate(incident, { ...said, ...wanted }, `upd_${incident.updates.length + 1}`, PERSON(at))
}

/** What a component suffered, as `impact from–to`. */
function spansOf({ impacts }: Incident): string[] {
  return impacts.map(({ id, impact, startsAt, endsAt }) => `${id} ${impact} ${startsAt}–${endsAt ?? ''}`)
}

function refusalOf(change: () => unknown): Pick<ChangeRefused, 'message' | 'pointer'> | null {
  try {
    change()
    return null
  } catch (error) {
    return error as ChangeRefused
  }
}

describe('openIncident', () => {
  test('begins now unless told otherwise, and with it what its components suffer', () => {
    expect(spansOf(opened())).toEqual(['api major_outage 100–'])
    expect(spansOf(opened({ startedAt: 40 }))).toEqual(['api major_outage 40–'])
    expect(opened({ startedAt: 40 })).toMatchObject({ startedAt: 40, createdAt: 100, revision: 1, touchedAt: 100 })
  })

  test('is published at once unless it is a draft', () => {
    expect(opened().publishedAt).toBe(100)
    expect(opened({ draft: true }).publishedAt).toBeNull()
  })

  test('can be told when it is over', () => {
    const past = opened({ status: 'resolved', startedAt: 40, resolvedAt: 70 })
    expect(spansOf(past)).toEqual(['api major_outage 40–70'])
    expect(past).toMatchObject({ resolvedAt: 70, nextUpdateBy: null, updates: [{ components: [] }] })
    expect(componentImpacts(past)).toEqual([{ id: 'api', impact: 'major_outage' }])
    expect(opened({ status: 'resolved', startedAt: 40 }).resolvedAt).toBe(100)
  })

  test.each<[string, Partial<NewIncident>, string]>([
    ['begins in the future', { startedAt: 101 }, '/startedAt'],
    ['ends and is not resolved', { resolvedAt: 90 }, '/resolvedAt'],
    ['ends in the future', { status: 'resolved', resolvedAt: 101 }, '/resolvedAt'],
    ['ends before it begins', { status: 'resolved', startedAt: 50, resolvedAt: 49 }, '/resolvedAt'],
    ['promises an update for a time that has passed', { nextUpdateBy: 100 }, '/nextUpdateBy'],
  ])('one that %s is refused', (_, wanted, pointer) => expect(refusalOf(() => opened(wanted))?.pointer).toBe(pointer))

  test('of what the checks saw, nobody has touched it', () => {
    const said = { title: 'API is down', status: 'investigating', message: 'Seen.', nextUpdateBy: null } as const
    const rest = { startedAt: 50, resolvedAt: null, private: false, draft: true }
    const components = [{ id: 'api', impact: 'major_outage', startsAt: 50 } as const]
    const ids = { id: 'inc_1', updateId: 'upd_1' }
    const seen = openIncident({ ...said, ...rest, components }, ids, { at: 100, person: false })
    expect(seen).toMatchObject({ automatic: true, touchedAt: null })
  })
})

describe('withUpdate', () => {
  test('the newest sets the status; without one it stays', () => {
    const identified = updated(opened(), { status: 'identified' }, 200)
    expect(statusOf(identified)).toBe('identified')
    expect(statusOf(updated(identified, {}, 300))).toBe('identified')
    expect(identified).toMatchObject({ revision: 2, updatedAt: 200 })
  })

  test('what it says of components holds from then on, the others go on', () => {
    const wider = updated(opened(), { components: { sync: 'partial_outage' } }, 200)
    expect(spansOf(wider)).toEqual(['api major_outage 100–', 'sync partial_outage 200–'])
    expect(wider.updates.at(-1)?.components).toEqual([
      { id: 'api', impact: 'major_outage' },
      { id: 'sync', impact: 'partial_outage' },
    ])
    const better = updated(wider, { components: { api: 'degraded_performance', sync: 'operational' } }, 300)
    expect(spansOf(better)).toEqual([
      'api major_outage 100–300',
      'sync partial_outage 200–300',
      'api degraded_performance 300–',
    ])
    expect(impactOf(componentImpacts(better))).toBe('degraded_performance')
  })

  test('the same impact again changes nothing', () =>
    expect(spansOf(updated(opened(), { components: { api: 'major_outage' } }, 200))).toEqual(['api major_outage 100–']))

  test('a resolution ends everything, now or when it was over', () => {
    const now = updated(opened(), { status: 'resolved' }, 200)
    expect(spansOf(now)).toEqual(['api major_outage 100–200'])
    expect(now).toMatchObject({ resolvedAt: 200, updates: [{}, { components: [] }] })
    expect(componentImpacts(now)).toEqual([{ id: 'api', impact: 'major_outage' }])
    expect(spansOf(updated(opened(), { status: 'resolved', resolvedAt: 150 }, 200))).toEqual([
      'api major_outage 100–150',
    ])
  })

  test('a resolution before a later change forgets that change', () => {
    const worse = updated(
      opened({ components: [{ id: 'api', impact: 'partial_outage' }] }),
      { components: { api: 'major_outage' } },
      200,
    )
    const over = updated(worse, { status: 'resolved', resolvedAt: 150 }, 300)
    expect(spansOf(over)).toEqual(['api partial_outage 100–150'])
  })

  test('one that is opened again suffers what it did last, from then on', () => {
    const again = updated(updated(opened(), { status: 'resolved' }, 200), { status: 'investigating' }, 300)
    expect(spansOf(again)).toEqual(['api major_outage 100–200', 'api major_outage 300–'])
    expect(again.resolvedAt).toBeNull()
    const milder = updated(
      updated(opened(), { status: 'resolved' }, 200),
      { status: 'monitoring', components: { api: 'degraded_performance' } },
      300,
    )
    expect(spansOf(milder)).toEqual(['api major_outage 100–200', 'api degraded_performance 300–'])
  })

  test('a word after the end leaves the end where it was', () => {
    const over = updated(opened(), { status: 'resolved' }, 200)
    expect(updated(over, { message: 'Thank you.' }, 300)).toMatchObject({ resolvedAt: 200, impacts: over.impacts })
  })

  test('a promise is kept by an update, and made anew by it', () => {
    const promised = opened({ nextUpdateBy: 500 })
    expect(promised.nextUpdateBy).toBe(500)
    expect(updated(promised, {}, 200).nextUpdateBy).toBeNull()
    expect(updated(promised, { nextUpdateBy: 900 }, 200).nextUpdateBy).toBe(900)
    expect(updated(promised, { nextUpdateBy: 900, status: 'resolved' }, 200).nextUpdateBy).toBeNull()
  })

  test.each<[string, Partial<NewUpdate>, string]>([
    ['an end without a resolution', { resolvedAt: 150 }, '/resolvedAt'],
    ['an end to come', { status: 'resolved', resolvedAt: 201 }, '/resolvedAt'],
    ['an end before the start', { status: 'resolved', resolvedAt: 99 }, '/resolvedAt'],
    ['a promise for the past', { nextUpdateBy: 200 }, '/nextUpdateBy'],
  ])('%s is refused', (_, wanted, pointer) =>
    expect(refusalOf(() => updated(opened(), wanted, 200))?.pointer).toBe(pointer),
  )

  test('two of one instant are told apart', () => {
    const [, second, third] = updated(updated(opened(), {}, 100), {}, 100).updates
    expect([second?.at, third?.at]).toEqual([101, 102])
  })

  test.each<[string, Partial<NewUpdate>]>([
    ['as it is resolved', { status: 'resolved' }],
    ['once it is resolved', {}],
  ])('that says what is suffered is refused %s', (when, wanted) => {
    const incident = when.startsWith('once') ? updated(opened(), { status: 'resolved' }, 200) : opened()
    const said = (impact: 'major_outage' | 'operational') =>
      updated(incident, { ...wanted, components: { api: impact } }, 300)
    expect(refusalOf(() => said('major_outage'))?.pointer).toBe('/components')
    expect(statusOf(said('operational'))).toBe('resolved')
  })

  test('there are no more than 500', () => {
    let incident = opened()
    for (let n = 1; n < 500; n++) incident = updated(incident, {}, 100 + n)
    const refusal = 'An incident has at most 500 updates, and one that resolves it.'
    expect(refusalOf(() => updated(incident, {}, 900))?.message).toBe(refusal)
    const over = updated(incident, { status: 'resolved' }, 900)
    expect(over).toMatchObject({ resolvedAt: 900 })
    expect(refusalOf(() => updated(over, {}, 901))?.message).toBe(refusal)
  })
})

describe('patchIncident', () => {
  test('a start told anew takes with it what began then', () => {
    expect(spansOf(patchIncident(opened(), { startedAt: 30 }, PERSON(200)))).toEqual(['api major_outage 30–'])
    const wider = updated(opened(), { components: { sync: 'partial_outage' } }, 200)
    expect(spansOf(patchIncident(wider, { startedAt: 250 }, PERSON(300)))).toEqual([
      'api major_outage 250–',
      'sync partial_outage 250–',
    ])
  })

  test('an end told anew moves what ended then', () => {
    const over = updated(opened(), { status: 'resolved' }, 200)
    expect(spansOf(patchIncident(over, { resolvedAt: 170 }, PERSON(300)))).toEqual(['api major_outage 100–170'])
    expect(spansOf(patchIncident(over, { resolvedAt: 250 }, PERSON(300)))).toEqual(['api major_outage 100–250'])
  })

  test('a postmortem is written after the resolution, and can be withdrawn', () => {
    expect(refusalOf(() => patchIncident(opened(), { postmortem: 'Why.' }, PERSON(200)))?.pointer).toBeNull()
    const over = updated(opened(), { status: 'resolved' }, 200)
    const told = patchIncident(over, { postmortem: 'Why.' }, PERSON(300))
    expect(told.postmortem).toBe('Why.')
    expect(patchIncident(told, { postmortem: null }, PERSON(400)).postmortem).toBeNull()
  })

  test('a title and a promise are changed alone', () => {
    const patched = patchIncident(opened(), { title: 'Sync stopped', nextUpdateBy: 900 }, PERSON(200))
    expect(patched).toMatchObject({ title: 'Sync stopped', nextUpdateBy: 900, revision: 2, updatedAt: 200 })
    expect(patched.impacts).toEqual(opened().impacts)
  })

  test.each<[string, Parameters<typeof patchIncident>[1], string | null]>([
    ['an end of what is not resolved', { resolvedAt: 150 }, null],
    ['a start to come', { startedAt: 201 }, '/startedAt'],
    ['a promise for the past', { nextUpdateBy: 10 }, '/nextUpdateBy'],
  ])('%s is refused', (_, patch, pointer) =>
    expect(refusalOf(() => patchIncident(opened(), patch, PERSON(200)))?.pointer).toBe(pointer),
  )

  test.each<[string, Parameters<typeof patchIncident>[1], string | null]>([
    ['a start after the end', { startedAt: 201 }, '/startedAt'],
    ['an end before the start', { resolvedAt: 99 }, '/resolvedAt'],
    ['an end to come', { resolvedAt: 301 }, '/resolvedAt'],
    ['a promise', { nextUpdateBy: 900 }, null],
  ])('of one that is resolved, %s is refused', (_, patch, pointer) => {
    const over = updated(opened(), { status: 'resolved' }, 200)
    expect(refusalOf(() => patchIncident(over, patch, PERSON(300)))?.pointer).toBe(pointer)
  })
})

describe('correctUpdate', () => {
  test('the message is another, all else is as it was', () => {
    const corrected = correctUpdate(opened(), 'upd_1', 'We looked.', PERSON(200))
    expect(corrected).toMatchObject({ revision: 2, updates: [{ id: 'upd_1', at: 100, body: 'We looked.' }] })
  })

  test('there is none of an unknown update', () =>
    expect(correctUpdate(opened(), 'upd_9', 'We looked.', PERSON(200))).toBeUndefined())
})

describe('publishIncident', () => {
  test('a draft is told from then on', () =>
    expect(publishIncident(opened({ draft: true }), PERSON(200))).toMatchObject({ publishedAt: 200, revision: 2 }))

  test.each([
    ['one that is published', opened()],
    ['a private one', opened({ draft: true, private: true })],
  ])('%s is refused', (_, incident) =>
    expect(refusalOf(() => publishIncident(incident, PERSON(200)))?.pointer).toBeNull(),
  )
})
