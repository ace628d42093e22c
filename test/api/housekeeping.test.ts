import { pino } from 'pino'
import { describe, expect, test, vi } from 'vitest'
import { syncRegistry } from '#db/registry.ts'
import { insertResults } from '#db/results.ts'
import { findNewestRollup } from '#db/rollups.ts'
import { listRunMarks } from '#db/run-marks.ts'
import { HOUR_MS } from '#domain/rollup.ts'
import { keepHouse } from '../../api/housekeeping.ts'
import { openTestDatabase } from '../db/open-test-database.ts'
import { checkOf, componentOf, NOW, resultOf } from '../facts.ts'

const API = componentOf('api', { checks: [checkOf('health')] })
const status = { tick() {}, renew() {}, plan: async () => undefined, recall: async () => undefined }

async function keptHouse() {
  const db = await openTestDatabase()
  const registry = await syncRegistry(db, [API], 1)
  await db.write((tx) => insertResults(tx, db, registry, [resultOf('health', NOW - HOUR_MS)]))
  const clocks = { now: () => NOW, wall: () => NOW, monotonic: () => 0 }
  const keepResultsMs = () => 7 * 24 * HOUR_MS
  const end = await keepHouse({ status, db, log: pino({ level: 'silent' }), backups: null, keepResultsMs, ...clocks })
  return { db, end }
}

describe('keepHouse', () => {
  test('rolls up at once what passed while nobody did', async () => {
    const { db, end } = await keptHouse()
    await vi.waitFor(async () => expect(await findNewestRollup(db)).toBe(Math.floor(NOW / HOUR_MS - 1) * HOUR_MS))
    await end()
  })

  test('marks that it ran, and that it stopped, though it is ended at once', async () => {
    const { db, end } = await keptHouse()
    expect(await listRunMarks(db, 2)).toEqual([{ startedAt: NOW, lastAliveAt: NOW, stoppedAt: null }])
    await end()
    expect(await listRunMarks(db, 2)).toEqual([{ startedAt: NOW, lastAliveAt: NOW, stoppedAt: NOW }])
  })
})
