import { pino } from 'pino'
import { describe, expect, test } from 'vitest'
import { listAudit } from '#db/audit.ts'
import { updateIncident } from '#db/incident-changes.ts'
import { listIncidents } from '#db/incidents.ts'
import type { Database } from '#db/open.ts'
import { syncRegistry } from '#db/registry.ts'
import type { Facts } from '#domain/facts.ts'
import { publishIncident } from '#domain/incident-change.ts'
import type { Verdict } from '#domain/verdict.ts'
import { createAutomaticIncidents } from '../../api/automatic-incidents.ts'
import { DIALECTS } from '../db/open-test-database.ts'
import { componentOf, configurationOf, evidenceOf, factsOf, NOW, occurrenceOf, transitionOf } from '../facts.ts'

const MINUTE = 60_000
const API = componentOf('api', { name: 'API' })
const VAULT = componentOf('vault', { private: true })
const CHECK = API.checks[0]?.id ?? ''

/** What is known when the one check has had these verdicts, each since so many minutes. */
function facts(verdicts: readonly (readonly [Verdict, number])[], changes: Partial<Facts> = {}): Facts {
  const configuration = configurationOf([API, VAULT], { automaticIncidents: { afterMs: 5 * MINUTE, publish: false } })
  const transitions = verdicts.map(([verdict, minutes]) =>
    transitionOf(CHECK, NOW - minutes * MINUTE, { verdict, reasonCode: verdict === 'down' ? 'timeout' : null }),
  )
  const hidden = VAULT.checks.map(({ id }) => transitionOf(id, NOW - 60 * MINUTE, { verdict: 'down' }))
  const evidence = [CHECK, ...VAULT.checks.map(({ id }) => id)].map((id) => evidenceOf(id, NOW))
  return factsOf([API, VAULT], { configuration, transitions: [...transitions, ...hidden], evidence, ...changes })
}

const DOWN = facts([
  ['up', 90],
  ['down', 6],
])
const UP = facts([
  ['up', 90],
  ['down', 6],
  ['up', 1],
])

async function watching(open: () => Promise<Database>, shared?: Database) {
  const db = shared ?? (await open())
  await syncRegistry(db, [API, VAULT], 0)
  let changes = 0
  const incidents = createAutomaticIncidents({
    db,
    log: pino({ level: 'silent' }),
    now: () => NOW,
    changed: () => changes++,
  })
  const look = async (seen: Facts) => {
    incidents.look({ ...seen, incidents: await listIncidents(db, { since: NOW, newest: 0 }) })
    await incidents.settled()
  }
  const all = () => listIncidents(db, { since: 0, newest: 0 })
  return { db, look, all, changes: () => changes }
}

describe.each(DIALECTS)('incidents from evidence on %s', (_dialect, open) => {
  test('one outage is one draft, however often it is looked at, and it resolves itself', async () => {
    const { look, all, changes, db } = await watching(open)
    for (let n = 0; n < 3; n++) await look(DOWN)
    const [draft, ...others] = await all()
    expect(others).toEqual([])
    expect(draft).toMatchObject({
      title: 'API is down',
      automatic: true,
      publishedAt: null,
      startedAt: NOW - 6 * MINUTE,
    })
    expect(draft?.updates[0]?.body).toContain('No answer in time')
    for (let n = 0; n < 3; n++) await look(UP)
    expect(await all()).toMatchObject([{ id: draft?.id, resolvedAt: NOW - MINUTE, revision: 2 }])
    expect(changes()).toBe(2)
    const entries = await listAudit(db, { subject: draft?.id ?? '', limit: 10, after: null })
    expect(entries.map(({ actor, actorId, action }) => [actor, actorId, action])).toEqual([
      ['automatic', null, 'incident.update'],
      ['automatic', null, 'incident.open'],
    ])
  })

  test('one that a person has published in between is left to him', async () => {
    const { look, all, db } = await watching(open)
    await look(DOWN)
    const [draft] = await all()
    if (!draft) throw new Error('There is no draft')
    await db.write((tx) => updateIncident(tx, db, draft, publishIncident(draft, { at: NOW, person: true })))
    await look(UP)
    expect(await all()).toMatchObject([{ resolvedAt: null, touchedAt: NOW + 1 }])
  })

  test('after a restart an outage that is over by then is resolved', async () => {
    const { look, db } = await watching(open)
    await look(DOWN)
    const again = await watching(open, db)
    await again.look(UP)
    expect(await again.all()).toMatchObject([{ resolvedAt: NOW - MINUTE }])
  })

  test('work in progress opens nothing, and does when it is over and the outage is not', async () => {
    const { look, all } = await watching(open)
    await look({ ...DOWN, occurrences: [occurrenceOf('mnt_1', NOW - 10 * MINUTE)] })
    expect(await all()).toEqual([])
    const over = { ...occurrenceOf('mnt_1', NOW - 130 * MINUTE), endsAt: NOW - 5 * MINUTE }
    await look({ ...DOWN, occurrences: [over] })
    expect(await all()).toMatchObject([{ startedAt: NOW - 5 * MINUTE }])
  })
})

describe('a configuration', () => {
  const [, open] = DIALECTS[0] ?? []

  test('that publishes tells visitors at once', async () => {
    const { look, all } = await watching(open as () => Promise<Database>)
    const automaticIncidents = { afterMs: 5 * MINUTE, publish: true }
    await look({ ...DOWN, configuration: { ...DOWN.configuration, automaticIncidents } })
    expect(await all()).toMatchObject([{ publishedAt: NOW }])
  })

  test('that wants none opens none', async () => {
    const { look, all } = await watching(open as () => Promise<Database>)
    await look({ ...DOWN, configuration: { ...DOWN.configuration, automaticIncidents: null } })
    expect(await all()).toEqual([])
  })
})
