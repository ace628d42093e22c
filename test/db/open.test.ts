import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { getTableColumns, getTableName, sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { type Database, DatabaseUnusable, openDatabase } from '#db/open.ts'
import { DIALECTS, freshFolder, freshUrl, openTestDatabase } from './open-test-database.ts'

describe.each(DIALECTS)('a database on %s', (_dialect, open) => {
  test('has every table of the schema, with its columns', () => {
    const db = open()
    for (const table of Object.values(db.tables)) {
      const found = db.orm.all<{ name: string }>(sql`SELECT name FROM pragma_table_info(${getTableName(table)})`)
      const columns = Object.values(getTableColumns(table))
      expect(names(found), getTableName(table)).toEqual(columns.map(({ name }) => name).sort())
    }
  })

  test('takes writes through its queue alone', async () => {
    const db = open()
    expect(() => db.orm.insert(db.tables.regions).values({ id: 'local' }).run()).toThrow(/readonly/)
    await db.write(async (tx) => void (await tx.insert(db.tables.regions).values({ id: 'local' })))
    expect(await db.orm.select().from(db.tables.regions)).toEqual([{ key: 1, id: 'local' }])
  })
})

describe('openDatabase', () => {
  test('makes the folder and the file', () => {
    const file = join(freshFolder(), 'deep', 'below', 'status.db')
    openTestDatabase(`file:${file}`)
    expect(existsSync(file)).toBe(true)
  })

  test('keeps results and roll-ups in the order of their key, without row ids', () => {
    const db = openTestDatabase()
    const query = sql`SELECT name FROM sqlite_master WHERE sql LIKE '%WITHOUT ROWID%'`
    expect(names(db.orm.all<{ name: string }>(query))).toEqual(['hourly_rollups', 'results'])
  })

  test.each<[string, (db: Database) => void]>([
    ['while it is open', () => undefined],
    ['after it was closed', (db) => db.close()],
  ])('opening it again %s is harmless', async (_when, meanwhile) => {
    const url = freshUrl()
    const first = openTestDatabase(url)
    await first.write(async (tx) => void (await tx.insert(first.tables.regions).values({ id: 'local' })))
    meanwhile(first)
    const second = openTestDatabase(url)
    expect(await second.orm.select().from(second.tables.regions)).toEqual([{ key: 1, id: 'local' }])
  })

  test('a folder that cannot be written is one sentence that says what to do', () => {
    const folder = join(freshFolder(), 'file')
    writeFileSync(folder, '')
    expect(() => openDatabase(`file:${folder}/below/status.db`, 'db/migrations')).toThrow(
      new DatabaseUnusable(
        `The folder ${folder}/below cannot be written: make it writable for this user, or set DATABASE_URL.`,
      ),
    )
  })

  test('a file that is no database is one sentence that says what to do', () => {
    const file = join(freshFolder(), 'status.db')
    writeFileSync(file, 'Dear diary, '.repeat(100))
    expect(() => openDatabase(`file:${file}`, 'db/migrations')).toThrow(
      new DatabaseUnusable(
        `The database ${file} cannot be opened (file is not a database): set DATABASE_URL to another file.`,
      ),
    )
  })
})

function names(rows: readonly { name: string }[]): string[] {
  return rows.map(({ name }) => name).sort()
}
