import { closeSync, fdatasyncSync, openSync } from 'node:fs'
import BetterSqlite3 from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import type { Database, Snapshot } from '../database.ts'
import { sqliteTables } from '../schema/tables.ts'
import { requireSchema } from '../schema-version.ts'
import type { Orm } from '../writer.ts'
import { newestMigration } from './migrate.ts'

/** A page has 4 KiB. */
const PAGES_A_STEP = 256
/** What lies unwritten in the system's cache is waited for by whoever next has something put on disk: never much. */
const STEPS_A_SYNC = 8

/**
 * Takes a snapshot of a file: a reader's transaction, which in its journal's mode keeps no writer waiting. It is to be
 * taken in a process of its own, since every read of it holds the event loop.
 */
export async function openSqliteSnapshot(file: string, migrations: string): Promise<Snapshot> {
  const connection = new BetterSqlite3(file, { timeout: 5000, fileMustExist: true })
  try {
    connection.pragma('query_only = on')
    connection.exec('BEGIN')
    // A transaction begins with its first read.
    const newest = newestMigration(connection)
    requireSchema(`The database ${file}`, newest, { folder: `${migrations}/sqlite`, refused: 'others' })
    return { db: readOnly(connection), copyTo: (copy) => copyPages(connection, copy) }
  } catch (error) {
    connection.close()
    throw error
  }
}

function readOnly(connection: BetterSqlite3.Database): Database {
  const refuse = () => Promise.reject(new Error('A snapshot is for reading only'))
  return {
    dialect: 'sqlite',
    // A builder that runs at once can be awaited all the same.
    orm: drizzle(connection) as unknown as Orm,
    tables: sqliteTables,
    write: refuse,
    dropDays: refuse,
    close: async () => void connection.close(),
  }
}

/** Inside the transaction the pages stay as they are: what others write does not begin the copy anew. */
async function copyPages(connection: BetterSqlite3.Database, copy: string): Promise<void> {
  let steps = 0
  let descriptor: number | undefined
  try {
    await connection.backup(copy, {
      progress: () => {
        descriptor ??= openSync(copy, 'r+')
        if (++steps % STEPS_A_SYNC === 0) fdatasyncSync(descriptor)
        return PAGES_A_STEP
      },
    })
  } finally {
    if (descriptor !== undefined) closeSync(descriptor)
  }
}
