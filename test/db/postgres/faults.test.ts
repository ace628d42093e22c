import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '#db/open.ts'
import { type Postgres, startPostgres } from '../../postgres.ts'
import { openTestDatabase } from '../open-test-database.ts'

const insert = (db: Database, id: string) =>
  db.write(async (tx) => void (await tx.insert(db.tables.regions).values({ id })))
const regionsOf = async ({ orm, tables }: Database) => (await orm.select().from(tables.regions)).map(({ id }) => id)

let postgres: Postgres
beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(() => postgres[Symbol.asyncDispose]())

/** A database of its own on the server that these tests stop and start. */
async function opened(name: string) {
  await ask('postgres', `CREATE DATABASE ${name}`)
  return openTestDatabase(postgres.url(name), { serving: true })
}

async function ask(database: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: postgres.url(database) })
  await client.connect()
  await client.query(statement)
  await client.end()
}

/** Tries until it succeeds, as who writes does. */
async function eventually(work: () => Promise<unknown>): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const done = await work().then(
      () => true,
      () => false,
    )
    if (done) return
    await sleep(100)
  }
  throw new Error('It did not come to pass')
}

describe('a PostgreSQL server', () => {
  test.each(['SIGQUIT', 'SIGINT'] as const)(
    'that is ended by %s refuses at once, and all is well when it is there again',
    async (signal) => {
      const db = await opened(`ended_${signal.toLowerCase()}`)
      await insert(db, 'local')
      await regionsOf(db)
      await postgres.stop(signal)
      const from = performance.now()
      for (const _ of [1, 2, 3]) {
        await expect(insert(db, 'eu')).rejects.toThrow()
        await expect(regionsOf(db)).rejects.toThrow()
      }
      expect(performance.now() - from).toBeLessThan(2000)
      await postgres.start()
      await eventually(() => insert(db, 'us'))
      await eventually(() => regionsOf(db))
      expect(await regionsOf(db)).toEqual(['local', 'us'])
    },
  )

  test('that ends in the middle of a transaction takes all of it back', async () => {
    const db = await opened('half')
    const half = db.write(async (tx) => {
      await tx.insert(db.tables.regions).values({ id: 'local' })
      await postgres.stop()
      await tx.insert(db.tables.regions).values({ id: 'eu' })
    })
    await expect(half).rejects.toThrow()
    await postgres.start()
    await eventually(() => insert(db, 'us'))
    expect(await regionsOf(db)).toEqual(['us'])
  })

  test('that ends a connection of ours loses nothing but what ran on it', async () => {
    const db = await opened('terminated')
    await insert(db, 'local')
    const others = 'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()'
    await ask('terminated', `${others} AND datname = current_database()`)
    await eventually(() => insert(db, 'eu'))
    await eventually(() => regionsOf(db))
    expect(await regionsOf(db)).toEqual(['local', 'eu'])
  })

  test('a unit that minds no failed statement is not taken for stored', async () => {
    const db = await opened('unminded')
    const unit = db.write(async (tx) => {
      await tx.insert(db.tables.regions).values({ id: 'local' })
      await tx
        .insert(db.tables.regions)
        .values({ id: 'local' })
        .then(
          () => undefined,
          () => undefined,
        )
    })
    await expect(unit).rejects.toThrow('A statement of the transaction had failed')
    expect(await regionsOf(db)).toEqual([])
  })
})
