import { describe, expect, test } from 'vitest'
import { listImpacts } from '#db/impacts.ts'
import { insertIncident, updateIncident } from '#db/incident-changes.ts'
import type { Database } from '#db/open.ts'
import { syncRegistry } from '#db/registry.ts'
import type { Incident } from '#domain/incident.ts'
import { publishIncident, withUpdate } from '#domain/incident-change.ts'
import { componentOf, incidentOf } from '../facts.ts'
import { DIALECTS } from './open-test-database.ts'

const BY = (at: number) => ({ at, person: true })
const SAID = { message: 'News.', status: null, components: null, nextUpdateBy: null, resolvedAt: null }

async function openWith(open: () => Promise<Database>, ...revisions: Incident[]): Promise<Database> {
  const db = await open()
  await syncRegistry(db, [componentOf('api')], 0)
  let before: Incident | undefined
  for (const next of revisions) {
    const earlier = before
    await db.write((tx) => (earlier ? updateIncident(tx, db, earlier, next) : insertIncident(tx, db, next)))
    before = next
  }
  return db
}

/** `impact from–to recorded at–superseded at` of each. */
async function told(db: Database, wanted: { from?: number; to?: number } = {}): Promise<string[]> {
  const impacts = await listImpacts(db, { from: 0, to: 10_000, ...wanted })
  return impacts.map(
    ({ impact, startsAt, endsAt, recordedAt, supersededAt }) =>
      `${impact} ${startsAt}–${endsAt ?? ''} ${recordedAt}–${supersededAt ?? ''}`,
  )
}

describe.each(DIALECTS)('listImpacts on %s', (_dialect, open) => {
  const opened = incidentOf('inc_1', 100)
  const over = withUpdate(opened, { ...SAID, status: 'resolved', resolvedAt: 150 }, 'upd_2', BY(200))

  test('gives what is stated now and what was stated before', async () => {
    expect(await told(await openWith(open, opened, over))).toEqual([
      'major_outage 100– 100–200',
      'major_outage 100–150 200–',
    ])
  })

  test.each<[string, { from?: number; to?: number }, number]>([
    ['begins when the time ends', { to: 100 }, 0],
    ['ends when the time begins', { from: 150 }, 1],
    ['reaches into it', { from: 149, to: 151 }, 2],
  ])('of one that %s, asked with %j, gives %i', async (_, wanted, count) => {
    expect(await told(await openWith(open, opened, over), wanted)).toHaveLength(count)
  })

  test('nothing of drafts and of private ones', async () => {
    expect(await told(await openWith(open, incidentOf('inc_1', 100, { draft: true })))).toEqual([])
    expect(await told(await openWith(open, incidentOf('inc_2', 100, { private: true })))).toEqual([])
  })

  test('what a draft stated counts from its publication on', async () => {
    const draft = incidentOf('inc_1', 100, { draft: true })
    const db = await openWith(open, draft, publishIncident(draft, BY(300)))
    expect(await told(db)).toEqual(['major_outage 100– 300–'])
  })
})
