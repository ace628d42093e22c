import { describe, expect, test } from 'vitest'
import { syncOccurrences } from '#db/occurrence-changes.ts'
import type { Database } from '#db/open.ts'
import { type Registry, syncRegistry } from '#db/registry.ts'
import { insertResults, listResults } from '#db/results.ts'
import { deleteOldResults, deleteOldRollups } from '#db/retention.ts'
import { listRollups, rollUpHours } from '#db/rollups.ts'
import { insertTransitions, listTransitions } from '#db/transitions.ts'
import { HOUR_MS } from '#domain/rollup.ts'
import { checkOf, componentOf, occurrenceOf, resultOf, transitionOf } from '../facts.ts'
import { DIALECTS } from './open-test-database.ts'

const API = componentOf('api', { checks: [checkOf('health')] })
const HOUR = Date.parse('2026-11-23T15:00:00Z')
const HALF_MS = HOUR_MS / 2

describe.each(DIALECTS)('retention on %s', (_dialect, open) => {
  async function storeWith(...ats: readonly number[]) {
    const db = await open()
    const registry = await syncRegistry(db, [API], 1)
    await insert(db, registry, ats)
    const results = async () => (await listResults(db, registry, ALL)).map(({ at }) => at).toReversed()
    const rollups = async () =>
      (
        await listRollups(db, {
          checkKeys: [...registry.checks.values()],
          from: HOUR - 9 * HOUR_MS,
          to: HOUR + HOUR_MS,
        })
      ).map(({ hour }) => hour)
    return { db, registry, results, rollups, rollUp: (until = HOUR + HOUR_MS) => rollUpHours(db, { until }) }
  }

  test('results go by whole hours', async () => {
    const [old, half, young] = [HOUR - HOUR_MS, HOUR + 1, HOUR + HOUR_MS]
    const { db, results, rollUp } = await storeWith(old, half, young)
    await rollUp()
    await deleteOldResults(db, { before: HOUR + HALF_MS })
    expect(await results()).toEqual([half, young])
    await deleteOldResults(db, { before: HOUR + HOUR_MS })
    expect(await results()).toEqual([young])
  })

  test('results of an hour that is not rolled up stay, and all after them', async () => {
    const hours = [-3, -2, -1].map((hour) => HOUR + hour * HOUR_MS)
    const { db, registry, results, rollUp } = await storeWith(...hours)
    await rollUp()
    const late = HOUR - 2 * HOUR_MS + 1
    await insert(db, registry, [late])
    await deleteOldResults(db, { before: HOUR })
    expect(await results()).toEqual([hours[1], late, hours[2]])
    await rollUp()
    await deleteOldResults(db, { before: HOUR })
    expect(await results()).toEqual([])
  })

  test.each([1, 2, 3000])('more of them than a slice takes go, %d of the same millisecond', async (width) => {
    const ats = Array.from({ length: 6500 }, (_, n) => HOUR - HOUR_MS + Math.floor(n / width))
    const db = await open()
    const checks = Array.from({ length: width }, (_, n) => checkOf(`check-${n}`))
    const registry = await syncRegistry(db, [componentOf('api', { checks })], 1)
    const all = ats.map((at, n) => resultOf(`check-${n % width}`, at))
    await db.write((tx) => insertResults(tx, db, registry, [...all, resultOf('check-0', HOUR)]))
    await rollUpHours(db, { until: HOUR })
    await deleteOldResults(db, { before: HOUR })
    expect(await db.orm.select({ at: db.tables.results.at }).from(db.tables.results)).toEqual([{ at: HOUR }])
  })

  test('roll-ups go by the hour in which they began', async () => {
    const hours = [-2, -1, 0].map((hour) => HOUR + hour * HOUR_MS)
    const { db, rollups, rollUp } = await storeWith(...hours)
    await rollUp()
    await deleteOldRollups(db, { before: HOUR - HALF_MS })
    expect(await rollups()).toEqual([HOUR])
    await deleteOldRollups(db, { before: HOUR })
    expect(await rollups()).toEqual([HOUR])
  })

  test('transitions and maintenance stay for ever', async () => {
    const { db, registry, rollUp } = await storeWith(HOUR)
    await db.write((tx) => insertTransitions(tx, db, registry, [transitionOf('health', 5)]))
    await db.write((tx) => syncOccurrences(tx, db, [occurrenceOf('mnt_1', 10)], { to: HOUR, at: 1 }))
    await rollUp()
    const before = Number.MAX_SAFE_INTEGER
    await deleteOldResults(db, { before })
    await deleteOldRollups(db, { before })
    expect(await listTransitions(db, registry, { checkId: 'health', region: 'local', since: 0 })).toHaveLength(1)
    expect(await db.orm.select().from(db.tables.maintenanceOccurrences)).toHaveLength(1)
  })

  test('a signal ends the work after a slice', async () => {
    const { db, results, rollUp } = await storeWith(...Array.from({ length: 4500 }, (_, n) => HOUR + n))
    await rollUp()
    const ended = deleteOldResults(db, { before: HOUR + HOUR_MS, signal: AbortSignal.abort() })
    await expect(ended).rejects.toThrow('aborted')
    expect((await results()).length).toBeGreaterThan(2000)
  })
})

const ALL = { checkId: 'health', region: 'local', since: 0, limit: 9999 }

function insert(db: Database, registry: Registry, ats: readonly number[]): Promise<void> {
  return db.write((tx) =>
    insertResults(
      tx,
      db,
      registry,
      ats.map((at) => resultOf('health', at)),
    ),
  )
}
