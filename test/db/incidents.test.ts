import { describe, expect, test } from 'vitest'
import { insertIncident, updateIncident } from '#db/incident-changes.ts'
import { findIncident, type IncidentPageQuery, listIncidentPage, listIncidents } from '#db/incidents.ts'
import type { Database } from '#db/open.ts'
import { syncRegistry } from '#db/registry.ts'
import type { Incident } from '#domain/incident.ts'
import { correctUpdate, patchIncident, publishIncident, withUpdate } from '#domain/incident-change.ts'
import { componentOf, incidentOf } from '../facts.ts'
import { DIALECTS } from './open-test-database.ts'

const BY = (at: number) => ({ at, person: true })
const SAID = { message: 'News.', status: null, components: null, nextUpdateBy: null, resolvedAt: null }

async function openWith(open: () => Promise<Database>, ...incidents: Incident[]): Promise<Database> {
  const db = await open()
  await syncRegistry(db, [componentOf('api'), componentOf('sync')], 0)
  for (const incident of incidents) await db.write((tx) => insertIncident(tx, db, incident))
  return db
}

/** What is on record after one change of an incident. */
async function changed(db: Database, before: Incident, next: Incident | undefined): Promise<Incident | undefined> {
  if (next) await db.write((tx) => updateIncident(tx, db, before, next))
  return findIncident(db, before.id)
}

describe.each(DIALECTS)('incidents on %s', (_dialect, open) => {
  test.each<[string, Incident]>([
    ['an open one', incidentOf('inc_1', 100)],
    ['a private draft without components', incidentOf('inc_1', 100, { components: [], private: true, draft: true })],
    ['one that is over', incidentOf('inc_1', 100, { status: 'resolved', resolvedAt: 100 })],
  ])('%s is found as it was entered', async (_, incident) => {
    const db = await openWith(open, incident)
    expect(await findIncident(db, 'inc_1')).toEqual(incident)
  })

  test('there is none of an unknown id', async () => {
    expect(await findIncident(await openWith(open), 'inc_9')).toBeUndefined()
  })

  test('each change is found again', async () => {
    const opened = incidentOf('inc_1', 100, { draft: true })
    const db = await openWith(open, opened)
    const wider = withUpdate(opened, { ...SAID, components: { sync: 'partial_outage' } }, 'upd_2', BY(200))
    expect(await changed(db, opened, wider)).toEqual(wider)
    const corrected = correctUpdate(wider, 'upd_1', 'Put right.', BY(300)) ?? wider
    expect(await changed(db, wider, corrected)).toEqual(corrected)
    const published = publishIncident(corrected, BY(400))
    expect(await changed(db, corrected, published)).toEqual(published)
    const over = withUpdate(published, { ...SAID, status: 'resolved' }, 'upd_3', BY(500))
    expect(await changed(db, published, over)).toEqual(over)
    const told = patchIncident(over, { startedAt: 50, resolvedAt: 450, postmortem: 'Why.' }, BY(600))
    expect(await changed(db, over, told)).toEqual(told)
  })

  test('a message that was put right twice is there once', async () => {
    const opened = incidentOf('inc_1', 100)
    const db = await openWith(open, opened)
    const once = correctUpdate(opened, 'upd_1', 'Once.', BY(200)) ?? opened
    await changed(db, opened, once)
    expect((await changed(db, once, correctUpdate(once, 'upd_1', 'Twice.', BY(300))))?.updates).toMatchObject([
      { id: 'upd_1', body: 'Twice.' },
    ])
  })

  test('a component that was never configured is refused, and nothing is entered', async () => {
    const db = await openWith(open)
    const strange = incidentOf('inc_1', 100, { components: [{ id: 'ghost', impact: 'major_outage' }] })
    await expect(db.write((tx) => insertIncident(tx, db, strange))).rejects.toThrow('"ghost" is not in the registry')
    expect(await findIncident(db, 'inc_1')).toBeUndefined()
  })
})

describe.each(DIALECTS)('listIncidents on %s', (_dialect, open) => {
  test('gives what is open, what was since an instant and the newest, newest start first', async () => {
    const db = await openWith(
      open,
      incidentOf('inc_old', 10, { status: 'resolved', resolvedAt: 10 }),
      incidentOf('inc_recent', 20, { status: 'resolved', resolvedAt: 20 }),
      incidentOf('inc_open', 5),
      incidentOf('inc_draft', 30, { draft: true }),
    )
    const idsOf = async (newest: number) => (await listIncidents(db, { since: 15, newest })).map(({ id }) => id)
    expect(await idsOf(1)).toEqual(['inc_draft', 'inc_recent', 'inc_open'])
    expect(await idsOf(2)).toEqual(['inc_draft', 'inc_recent', 'inc_old', 'inc_open'])
  })
})

describe.each(DIALECTS)('listIncidentPage on %s', (_dialect, open) => {
  const idsOf = async (db: Database, wanted: Partial<IncidentPageQuery>) => {
    const query = { status: null, audience: 'public', limit: 10, after: null, ...wanted } as const
    return (await listIncidentPage(db, query)).map(({ id }) => id)
  }
  const all = [
    incidentOf('inc_a', 10, { status: 'resolved', resolvedAt: 10 }),
    incidentOf('inc_b', 20),
    incidentOf('inc_c', 20, { status: 'resolved', resolvedAt: 20 }),
    incidentOf('inc_draft', 30, { draft: true }),
    incidentOf('inc_private', 40, { private: true }),
  ]

  test.each<[Partial<IncidentPageQuery>, string[]]>([
    [{}, ['inc_c', 'inc_b', 'inc_a']],
    [{ status: 'unresolved' }, ['inc_b']],
    [{ status: 'resolved' }, ['inc_c', 'inc_a']],
    [{ status: 'draft' }, []],
    [{ audience: 'operators' }, ['inc_private', 'inc_draft', 'inc_c', 'inc_b', 'inc_a']],
    [{ audience: 'operators', status: 'draft' }, ['inc_draft']],
    [{ limit: 2 }, ['inc_c', 'inc_b']],
    [{ after: { startedAt: 20, id: 'inc_c' } }, ['inc_b', 'inc_a']],
    [{ after: { startedAt: 10, id: 'inc_a' } }, []],
  ])('asked for %j it gives %j', async (wanted, ids) => {
    expect(await idsOf(await openWith(open, ...all), wanted)).toEqual(ids)
  })
})
