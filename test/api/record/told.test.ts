import { describe, expect, test } from 'vitest'
import { insertIncident } from '#db/incident-changes.ts'
import { syncRegistry } from '#db/registry.ts'
import { pastView } from '#domain/past-view.ts'
import { openRecord } from '../../../api/record/record.ts'
import { DIALECTS } from '../../db/open-test-database.ts'
import { componentOf, configurationOf, incidentOf, NOW } from '../../facts.ts'

const HOUR = 3_600_000
const at = (hours: number) => NOW - hours * HOUR
const over = (id: string, from: number, to: number) =>
  incidentOf(id, at(to), { status: 'resolved', startedAt: at(from), resolvedAt: at(to) })

const INCIDENTS = [
  over('inc_before', 40, 30),
  over('inc_across', 25, 23),
  over('inc_within', 20, 19),
  incidentOf('inc_open', at(15)),
  incidentOf('inc_private', at(15), { private: true }),
  incidentOf('inc_draft', at(15), { draft: true }),
  incidentOf('inc_after', at(5)),
]
const CONFIGURATION = configurationOf([componentOf('api')])

describe.each(DIALECTS)('what is told, on %s', (_dialect, open) => {
  const opened = async () => {
    const db = await open()
    await syncRegistry(db, CONFIGURATION.components, at(100))
    for (const one of INCIDENTS) await db.write((tx) => insertIncident(tx, db, one))
    return openRecord(db, CONFIGURATION, { publicUrl: 'https://status.scopien.com', at: at(100) })
  }

  test('the incidents of a time are those that were open in it and are public, newest first', async () => {
    const { told } = await opened()
    const ids = (await told.incidentsIn({ from: at(24), to: at(10) })).map(({ id }) => id)
    expect(ids).toEqual(['inc_open', 'inc_within', 'inc_across'])
  })

  test('the facts of a whole page have the incidents of its time, others have none', async () => {
    const record = await opened()
    const past = { since: at(48), component: null, asTold: false }
    expect((await record.factsOfPast(past, [], NOW)).incidents).toEqual([])
    const facts = await record.factsOfPast({ ...past, isWhole: true }, [], NOW)
    expect(pastView(facts, { tense: 'at', t: at(12) }).incidents.map(({ id }) => id)).toEqual([
      ...['inc_open', 'inc_within', 'inc_across', 'inc_before'],
    ])
  })
})
