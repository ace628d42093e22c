import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { getTableName } from 'drizzle-orm'
import { describe, expect, onTestFinished, test } from 'vitest'
import { type Database, DatabaseUnusable, openDatabase } from '#db/open.ts'
import { DIALECTS, freshFolder, freshUrl, freshUrlOf, openTestDatabase } from './open-test-database.ts'

const insertRegion = (db: Database, id: string) =>
  db.write(async (tx) => void (await tx.insert(db.tables.regions).values({ id })))
const regionsOf = ({ orm, tables }: Database) => orm.select().from(tables.regions)

describe.each(DIALECTS)('a database on %s', (dialect, open) => {
  test('says what it is', async () => expect((await open()).dialect).toBe(dialect))

  test('has every table of the schema, with its columns', async () => {
    const db = await open()
    for (const table of Object.values(db.tables)) {
      expect(await db.orm.select().from(table), getTableName(table)).toEqual([])
    }
  })

  test('takes writes through its queue alone', async () => {
    const db = await open()
    const beside = async () => void (await db.orm.insert(db.tables.regions).values({ id: 'local' }))
    await expect(beside()).rejects.toThrow()
    await insertRegion(db, 'local')
    expect(await regionsOf(db)).toEqual([{ key: 1, id: 'local' }])
  })

  test.each<[string, (db: Database) => Promise<void>]>([
    ['while it is open', async () => undefined],
    ['after it was closed', (db) => db.close()],
  ])('opening it again %s is harmless', async (_when, meanwhile) => {
    const url = await freshUrlOf(dialect)
    const first = await openDatabase(url, 'db/migrations')
    await insertRegion(first, 'local')
    await meanwhile(first)
    const second = await openTestDatabase(url)
    expect(await regionsOf(second)).toEqual([{ key: 1, id: 'local' }])
    await first.close()
  })

  test('opening one by two at once is harmless', async () => {
    const url = await freshUrlOf(dialect)
    const [first, second] = await Promise.all([openTestDatabase(url), openTestDatabase(url)])
    await insertRegion(first, 'local')
    expect(await regionsOf(second)).toEqual([{ key: 1, id: 'local' }])
  })

  test('has one server at a time; a tool works beside it', async () => {
    const url = await freshUrlOf(dialect)
    const server = await openDatabase(url, 'db/migrations', { serving: true })
    onTestFinished(() => server.close())
    await expect(openTestDatabase(url, { serving: true })).rejects.toThrow(
      /^Another server .*uses the database .*: stop it, or set DATABASE_URL to another/,
    )
    const tool = await openTestDatabase(url)
    await insertRegion(tool, 'local')
    await insertRegion(server, 'eu')
    expect((await regionsOf(server)).map(({ id }) => id)).toEqual(['local', 'eu'])
  })

  test('a server that closed it leaves it to the next', async () => {
    const url = await freshUrlOf(dialect)
    await (await openDatabase(url, 'db/migrations', { serving: true })).close()
    expect((await openTestDatabase(url, { serving: true })).dialect).toBe(dialect)
  })
})

describe('openDatabase on sqlite', () => {
  test('makes the folder and the file', async () => {
    const file = join(freshFolder(), 'deep', 'below', 'status.db')
    await openTestDatabase(`file:${file}`)
    expect(existsSync(file)).toBe(true)
  })

  test('keeps results and roll-ups in the order of their key, without row ids', async () => {
    const url = freshUrl()
    await openTestDatabase(url)
    const file = new BetterSqlite3(url.replace('file:', ''))
    onTestFinished(() => void file.close())
    const query = "SELECT name FROM sqlite_master WHERE sql LIKE '%WITHOUT ROWID%' ORDER BY name"
    expect(file.prepare(query).pluck().all()).toEqual(['hourly_rollups', 'results'])
  })

  test('a folder that cannot be written is one sentence that says what to do', async () => {
    const folder = join(freshFolder(), 'file')
    writeFileSync(folder, '')
    await expect(openDatabase(`file:${folder}/below/status.db`, 'db/migrations')).rejects.toThrow(
      new DatabaseUnusable(
        `The folder ${folder}/below cannot be written: make it writable for this user, or set DATABASE_URL.`,
      ),
    )
  })

  test('a file that is no database is one sentence that says what to do', async () => {
    const file = join(freshFolder(), 'status.db')
    writeFileSync(file, 'Dear diary, '.repeat(100))
    await expect(openDatabase(`file:${file}`, 'db/migrations')).rejects.toThrow(
      new DatabaseUnusable(
        `The database ${file} cannot be opened (file is not a database): set DATABASE_URL to another file.`,
      ),
    )
  })
})

describe('openDatabase on postgres', () => {
  test.each<[string, (url: string) => string, RegExp]>([
    ['a server that is not there', (url) => url.replace(/:\d+\//, ':1/'), /ECONNREFUSED/],
    ['a database that is not there', (url) => `${url}_not`, /database "\w+_not" does not exist/],
    ['a role that is not there', (url) => url.replace('status@', 'nobody:hunter2@'), /role "nobody" does not exist/],
  ])('%s is one sentence that says what to do, without the password', async (_what, change, reason) => {
    const opening = openDatabase(change(await freshUrlOf('postgres')), 'db/migrations')
    const error = await opening.catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(DatabaseUnusable)
    expect(String(error)).toMatch(/The database postgres:\/\/127\.0\.0\.1:\d+\/\w+ cannot be opened \(.*\): start it/)
    expect(String(error)).toMatch(reason)
    expect(String(error)).not.toContain('hunter2')
  })
})
