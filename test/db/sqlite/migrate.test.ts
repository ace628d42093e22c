import { cpSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { openDatabase } from '#db/open.ts'
import { freshFolder, freshUrl, openTestDatabase } from '../open-test-database.ts'

const BROKEN =
  'CREATE TABLE `first_half` (`key` integer);--> statement-breakpoint\nCREATE TABLE `audit` (`key` integer)'

/** Our migrations and one more. */
function migrationsWith(statements: string): string {
  const folder = freshFolder()
  cpSync('db/migrations', folder, { recursive: true })
  const file = join(folder, 'sqlite/meta/_journal.json')
  const journal = JSON.parse(readFileSync(file, 'utf8'))
  const last = journal.entries.at(-1)
  journal.entries.push({ ...last, idx: last.idx + 1, when: last.when + 1, tag: '9999_more' })
  writeFileSync(file, JSON.stringify(journal))
  writeFileSync(join(folder, 'sqlite/9999_more.sql'), statements)
  return folder
}

/** A file with one region in it, as today's migrations make it. */
async function usedFile() {
  const url = freshUrl()
  const db = await openDatabase(url, 'db/migrations')
  await db.write(async (tx) => void (await tx.insert(db.tables.regions).values({ id: 'local' })))
  await db.close()
  const { entries } = JSON.parse(readFileSync('db/migrations/sqlite/meta/_journal.json', 'utf8'))
  const file = url.replace('file:', '')
  return { url, file, copy: `${file}.before-${entries.length + 1}` }
}

function tablesOf(file: string): unknown[] {
  const connection = new BetterSqlite3(file, { readonly: true })
  const names = connection.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").pluck().all()
  connection.close()
  return names
}

describe('the migration of a SQLite file', () => {
  test('leaves a whole copy of what was before, which only its owner may read if that was so', async () => {
    const { url, file, copy } = await usedFile()
    await (await openDatabase(url, migrationsWith('CREATE TABLE `more` (`key` integer)'))).close()
    expect(tablesOf(file)).toContain('more')
    expect(tablesOf(copy)).not.toContain('more')
    expect(statSync(copy).mode).toBe(statSync(file).mode)
    const before = new BetterSqlite3(copy, { readonly: true })
    expect([
      before.pragma('integrity_check', { simple: true }),
      before.prepare('SELECT id FROM regions').all(),
    ]).toEqual(['ok', [{ id: 'local' }]])
    before.close()
  })

  test('of one that fails nothing stays, and the file is as it was', async () => {
    const { url, file, copy } = await usedFile()
    await expect(openDatabase(url, migrationsWith(BROKEN))).rejects.toThrow(/cannot be opened \(.*audit.*exists/)
    expect(tablesOf(file)).not.toContain('first_half')
    expect(existsSync(copy)).toBe(true)
    const db = await openTestDatabase(url)
    expect(await db.orm.select().from(db.tables.regions)).toEqual([{ key: 1, id: 'local' }])
  })

  test('copies nothing where there is nothing to do, or was nothing before', async () => {
    const { url, file, copy } = await usedFile()
    await (await openDatabase(url, 'db/migrations')).close()
    expect(existsSync(copy)).toBe(false)
    rmSync(dirname(file), { recursive: true })
    await (await openDatabase(url, migrationsWith('CREATE TABLE `more` (`key` integer)'))).close()
    expect(existsSync(copy)).toBe(false)
  })
})
