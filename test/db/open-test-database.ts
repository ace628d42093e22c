import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { type Database, openDatabase } from '#db/open.ts'

/** A folder of its own for one test, removed when it ends. */
export function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'status-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** The address of a database that is not there yet. */
export function freshUrl(): string {
  return `file:${join(freshFolder(), 'status.db')}`
}

/** Opens a database, a fresh one unless it is told which, and closes it when the test ends. */
export function openTestDatabase(url = freshUrl()): Database {
  const db = openDatabase(url, 'db/migrations')
  onTestFinished(() => db.close())
  return db
}

/** The dialects on which every query is tested, each with what opens a fresh database of it. */
export const DIALECTS: readonly (readonly [string, () => Database])[] = [['sqlite', () => openTestDatabase()]]
