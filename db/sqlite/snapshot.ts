import { closeSync, fdatasyncSync, openSync } from 'node:fs'
import BetterSqlite3 from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import type { Snapshot } from '../database.ts'
import { readOnly } from '../read-only.ts'
import { sqliteTables } from '../schema/tables.ts'
import { requireSchema } from '../schema-version.ts'
import type { Orm } from '../writer.ts'
import { newestMigration } from './migrate.ts'

/** Pages have 4 KiB: after each 2 MiB the copy is put on disk, since a writer's own sync would wait for all that is not. */
const PAGES_A_STEP = 512
/** How long the disk is left to the others after that. */
const REST_MS = 10

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
    const db = readOnly({
      dialect: 'sqlite',
      // A builder that runs at once can be awaited all the same.
      orm: drizzle(connection) as unknown as Orm,
      tables: sqliteTables,
      close: async () => void connection.close(),
    })
    return { db, copyTo: (copy) => copyPages(connection, copy) }
  } catch (error) {
    connection.close()
    throw error
  }
}

/** Inside the transaction the pages stay as they are: what others write does not begin the copy anew. */
async function copyPages(connection: BetterSqlite3.Database, copy: string): Promise<void> {
  let descriptor: number | undefined
  try {
    await connection.backup(copy, {
      progress: () => {
        descriptor ??= openSync(copy, 'r+')
        fdatasyncSync(descriptor)
        rest()
        return PAGES_A_STEP
      },
    })
  } finally {
    if (descriptor !== undefined) closeSync(descriptor)
  }
}

/** The copy asks for its next step at once. */
function rest(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, REST_MS)
}
