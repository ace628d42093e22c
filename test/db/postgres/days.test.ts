import { Client } from 'pg'
import { describe, expect, onTestFinished, test } from 'vitest'
import { syncRegistry } from '#db/registry.ts'
import { insertResults } from '#db/results.ts'
import { checkOf, componentOf, resultOf } from '../../facts.ts'
import { freshUrlOf, openTestDatabase } from '../open-test-database.ts'

const DAY_MS = 86_400_000
const NOON = Date.parse('2026-11-23T12:00:00Z')
const API = componentOf('api', { checks: [checkOf('health')] })

async function opened() {
  const url = await freshUrlOf('postgres')
  const db = await openTestDatabase(url)
  const registry = await syncRegistry(db, [API], 1)
  const client = new Client({ connectionString: url })
  await client.connect()
  onTestFinished(() => client.end())
  const store = (...instants: readonly number[]) =>
    db.write((tx) =>
      insertResults(
        tx,
        db,
        registry,
        instants.map((at) => resultOf('health', at)),
      ),
    )
  const days = async () => {
    const { rows } = await client.query<{ day: string }>(
      "SELECT relid::text AS day FROM pg_partition_tree('results') WHERE isleaf ORDER BY 1",
    )
    return rows.map(({ day }) => day.replace('results_', ''))
  }
  const instants = async () => (await db.orm.select().from(db.tables.results)).map(({ at }) => (at - NOON) / DAY_MS)
  return { db, client, store, days, instants }
}

describe('the days of results on PostgreSQL', () => {
  test('are made with their first result, each with the next one ahead', async () => {
    const { store, days } = await opened()
    await store(NOON, NOON + 1)
    expect(await days()).toEqual(['2026_11_23', '2026_11_24'])
    await store(NOON + DAY_MS)
    expect(await days()).toEqual(['2026_11_23', '2026_11_24', '2026_11_25'])
  })

  test('hold whatever the clock said, years apart and on the edges', async () => {
    const { store, days, instants } = await opened()
    const midnight = NOON - DAY_MS / 2
    await store(NOON - 400 * DAY_MS, midnight - 1, midnight, NOON + 30 * DAY_MS)
    expect(await instants()).toHaveLength(4)
    expect(await days()).toEqual([
      '2025_10_19',
      '2025_10_20',
      '2026_11_22',
      '2026_11_23',
      '2026_11_24',
      '2026_12_23',
      '2026_12_24',
    ])
  })

  test('are dropped whole when they are over, and made again when something comes late', async () => {
    const { db, store, days, instants } = await opened()
    await store(NOON - 2 * DAY_MS, NOON - DAY_MS, NOON)
    expect(await db.dropDays(NOON)).toBe(2)
    expect(await days()).toEqual(['2026_11_23', '2026_11_24'])
    expect(await db.dropDays(NOON)).toBe(0)
    await store(NOON - 2 * DAY_MS)
    expect(await instants()).toEqual([-2, 0])
  })

  test('that somebody else dropped are made again, with the next try', async () => {
    const { client, store, instants } = await opened()
    await store(NOON)
    await client.query('DROP TABLE results_2026_11_23')
    await expect(store(NOON + 1)).rejects.toThrow(/no partition/)
    await store(NOON + 1)
    expect(await instants()).toEqual([1 / DAY_MS])
  })

  test('that a reader holds are not waited for', async () => {
    const { db, client, store } = await opened()
    await store(NOON)
    await client.query('BEGIN; SELECT * FROM results')
    const from = performance.now()
    await expect(db.dropDays(NOON + DAY_MS)).rejects.toThrow(/lock timeout/)
    expect(performance.now() - from).toBeLessThan(1000)
    await client.query('COMMIT')
    expect(await db.dropDays(NOON + DAY_MS)).toBe(1)
  })

  test('a run that takes longer than 32 bits of ms is kept', async () => {
    const { db, store } = await opened()
    await store(NOON)
    const registry = await syncRegistry(db, [API], 1)
    const long = resultOf('health', NOON + 1, { durationMs: 365 * DAY_MS })
    await db.write((tx) => insertResults(tx, db, registry, [long]))
    const rows = await db.orm.select().from(db.tables.results).orderBy(db.tables.results.at)
    expect(rows.at(-1)?.durationMs).toBe(365 * DAY_MS)
  })
})
