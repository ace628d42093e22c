import { expect, test } from 'vitest'
import { listFigures } from '#db/figures.ts'
import { writeOccurrence } from '#db/occurrence-changes.ts'
import { syncRegistry } from '#db/registry.ts'
import { insertRunMark } from '#db/run-marks.ts'
import { insertTransitions } from '#db/transitions.ts'
import { componentOf, NOW, occurrenceOf, transitionOf } from '../facts.ts'
import { DIALECTS } from './open-test-database.ts'

const HOUR = 3_600_000

test.each(DIALECTS)('on %s figures leave out the maintenance that took place, and no other', async (_dialect, open) => {
  const db = await open()
  const registry = await syncRegistry(db, [componentOf('api')], 0)
  const done = occurrenceOf('mnt_1', NOW - 9 * HOUR)
  const off = occurrenceOf('mnt_2', NOW - 5 * HOUR, { cancelledAt: NOW - 6 * HOUR })
  await db.write(async (tx) => {
    await insertTransitions(tx, db, registry, [transitionOf('api-check', NOW - 10 * HOUR)])
    for (const next of [done, off]) await writeOccurrence(tx, db, { before: undefined, next }, NOW - 10 * HOUR)
  })
  await insertRunMark(db, NOW)
  const [figures] = await listFigures(db)
  expect(figures?.uptime.ms).toMatchObject({ under_maintenance: 2 * HOUR, operational: 8 * HOUR })
})
