import { mkdirSync, renameSync } from 'node:fs'
import { dirname } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Database } from '#db/open.ts'
import { freshUrl, openTestDatabase } from '../open-test-database.ts'

const insert = (db: Database, id: string) =>
  db.write(async (tx) => void (await tx.insert(db.tables.regions).values({ id })))
const regionsOf = async ({ orm, tables }: Database) => (await orm.select().from(tables.regions)).map(({ id }) => id)

describe('a SQLite file', () => {
  test('that another process locks for long is refused, read all the same, and written again when it is free', async () => {
    const url = freshUrl()
    const db = await openTestDatabase(url)
    await insert(db, 'local')
    const other = new BetterSqlite3(url.replace('file:', ''))
    onTestFinished(() => void other.close())
    other.exec('BEGIN IMMEDIATE')
    await expect(insert(db, 'eu')).rejects.toThrow('database is locked')
    expect(await regionsOf(db)).toEqual(['local'])
    other.exec('COMMIT')
    await insert(db, 'eu')
    expect(await regionsOf(db)).toEqual(['local', 'eu'])
  })

  test('that is taken away takes no write that would be lost, and takes them again when it is back', async () => {
    const url = freshUrl()
    const db = await openTestDatabase(url)
    const folder = dirname(url.replace('file:', ''))
    renameSync(folder, `${folder}-away`)
    await expect(insert(db, 'local')).rejects.toThrow(/was taken away while it was in use/)
    mkdirSync(folder)
    await expect(insert(db, 'local')).rejects.toThrow(/was taken away/)
    renameSync(`${folder}-away`, folder)
    await insert(db, 'eu')
    expect(await regionsOf(db)).toEqual(['eu'])
  })
})
