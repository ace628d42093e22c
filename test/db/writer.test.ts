import { setTimeout as sleep } from 'node:timers/promises'
import BetterSqlite3 from 'better-sqlite3'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Database } from '#db/open.ts'
import type { Transaction } from '#db/writer.ts'
import { DIALECTS, freshUrl, openTestDatabase } from './open-test-database.ts'

const insert = async (tx: Transaction, { tables }: Database, id: string) => {
  await tx.insert(tables.regions).values({ id })
}
const regionsOf = async ({ orm, tables }: Database) => (await orm.select().from(tables.regions)).map(({ id }) => id)

describe.each(DIALECTS)('write on %s', (_dialect, open) => {
  test('gives what the unit gives', async () => {
    expect(await (await open()).write(async () => 42)).toBe(42)
  })

  test('units run one after another, in the order they came', async () => {
    const db = await open()
    const log: string[] = []
    const unit = (name: string, ms: number) =>
      db.write(async () => {
        log.push(`${name} begins`)
        await sleep(ms)
        log.push(`${name} ends`)
      })
    await Promise.all([unit('first', 20), unit('second', 0), unit('third', 5)])
    expect(log).toEqual(['first begins', 'first ends', 'second begins', 'second ends', 'third begins', 'third ends'])
  })

  test('nobody sees a unit that has not ended', async () => {
    const db = await open()
    const unit = db.write(async (tx) => {
      await insert(tx, db, 'local')
      await sleep(5)
      return regionsOf(db)
    })
    expect(await unit).toEqual([])
    expect(await regionsOf(db)).toEqual(['local'])
  })

  test('a failing unit leaves nothing, and does not stop the queue', async () => {
    const db = await open()
    const failing = db.write(async (tx) => {
      await insert(tx, db, 'eu')
      throw new Error('enough')
    })
    const refused = db.write(async (tx) => {
      await insert(tx, db, 'us')
      await insert(tx, db, 'us')
    })
    const next = db.write((tx) => insert(tx, db, 'ap'))
    await expect(failing).rejects.toThrow('enough')
    await expect(refused).rejects.toThrow()
    await next
    expect(await regionsOf(db)).toEqual(['ap'])
  })
})

describe('write on a file that another connection has locked', () => {
  test('waits for it while the event loop keeps turning', async () => {
    const url = freshUrl()
    const db = await openTestDatabase(url)
    const other = new BetterSqlite3(url.replace('file:', ''))
    onTestFinished(() => void other.close())
    other.exec('BEGIN IMMEDIATE')

    let done = false
    const unit = db
      .write((tx) => insert(tx, db, 'local'))
      .then(() => {
        done = true
      })
    for (let turns = 0; turns < 40; turns++) await sleep(5)
    expect(done).toBe(false)
    other.exec('COMMIT')
    await unit
    expect(await regionsOf(db)).toEqual(['local'])
  })
})
