import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { inject, onTestFinished } from 'vitest'
import type { Dialect } from '#db/database.ts'
import { type Database, openDatabase } from '#db/open.ts'

/** A folder of its own for one test, removed when it ends. */
export function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'status-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** The address of a file that is not there yet. */
export function freshUrl(): string {
  return `file:${join(freshFolder(), 'status.db')}`
}

/** The address of a file that is not there yet, or of an empty database. */
export async function freshUrlOf(dialect: Dialect): Promise<string> {
  if (dialect === 'sqlite') return freshUrl()
  const name = emptyDatabases.pop() ?? (await createDatabase())
  onTestFinished(async () => {
    await ask(name, EMPTY)
    emptyDatabases.push(name)
  })
  return urlOf(name)
}

/** Opens a database, a fresh file unless it is told which, and closes it when the test ends. */
export async function openTestDatabase(url = freshUrl(), opening?: { serving: boolean }): Promise<Database> {
  const db = await openDatabase(url, 'db/migrations', opening)
  onTestFinished(() => db.close())
  return db
}

/** The dialects on which every query is tested, each with what opens a fresh database of it. */
export const DIALECTS: readonly (readonly [Dialect, () => Promise<Database>])[] = [
  ['sqlite', async () => openTestDatabase()],
  ['postgres', async () => openTestDatabase(await freshUrlOf('postgres'))],
]

/** Making a database takes some hundred files, emptying one a few: each is used again. */
const emptyDatabases: string[] = []
const EMPTY = `
  SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid();
  DROP SCHEMA IF EXISTS public, drizzle CASCADE;
  CREATE SCHEMA public`

async function createDatabase(): Promise<string> {
  const name = `test_${randomBytes(8).toString('hex')}`
  await ask('postgres', `CREATE DATABASE ${name}`)
  return name
}

async function ask(database: string, statements: string): Promise<void> {
  const client = new Client({ connectionString: urlOf(database) })
  await client.connect()
  await client.query(statements)
  await client.end()
}

function urlOf(database: string): string {
  return inject('postgresUrl').replace(/[^/]+$/, database)
}
