import { accessSync, constants, existsSync, mkdirSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { type Database, DatabaseUnusable, type Opening } from '../database.ts'
import { sqliteTables } from '../schema/tables.ts'
import { createWriter, type Orm } from '../writer.ts'
import { createBounds } from './bounds.ts'
import { takeLease } from './lease.ts'
import { migrateFile } from './migrate.ts'

/**
 * Opens a file, made and brought to the newest schema if need be.
 *
 * @throws {DatabaseUnusable} when the folder or the file cannot be used, or another server uses it
 */
export async function openSqlite(path: string, { migrations, serving }: Opening): Promise<Database> {
  const file = resolve(path)
  prepareFolder(file)
  const release = serving ? explained(file, () => takeLease(file)) : () => {}
  try {
    const writing = connect(file)
    explained(file, () => migrateFile(writing, `${migrations}/sqlite`), writing)
    const reading = connect(file)
    reading.pragma('query_only = on')
    return {
      dialect: 'sqlite',
      // A builder that runs at once can be awaited all the same.
      orm: drizzle(reading) as unknown as Orm,
      tables: sqliteTables,
      write: createWriter(createBounds(writing)),
      dropDays: async () => 0,
      close: async () => {
        reading.close()
        writing.close()
        release()
      },
    }
  } catch (error) {
    release()
    throw error
  }
}

function prepareFolder(file: string): void {
  const folder = dirname(file)
  try {
    mkdirSync(folder, { recursive: true })
    accessSync(folder, constants.W_OK)
    if (existsSync(file)) accessSync(file, constants.R_OK | constants.W_OK)
  } catch (cause) {
    const place = existsSync(file) ? `The database ${file}` : `The folder ${folder}`
    throw new DatabaseUnusable(`${place} cannot be written: make it writable for this user, or set DATABASE_URL.`, {
      cause,
    })
  }
}

function connect(file: string): BetterSqlite3.Database {
  return explained(file, () => {
    const connection = new BetterSqlite3(file, { timeout: 0 })
    connection.pragma('journal_mode = WAL')
    connection.pragma('synchronous = FULL')
    connection.pragma('foreign_keys = ON')
    return connection
  })
}

/** A database that another process holds, or that is not ours, is refused as one that cannot be opened. */
function explained<T>(file: string, work: () => T, connection?: BetterSqlite3.Database): T {
  try {
    return work()
  } catch (error) {
    connection?.close()
    if (error instanceof DatabaseUnusable) throw error
    const cause = error instanceof Error && error.cause ? error.cause : error
    if (!(cause instanceof BetterSqlite3.SqliteError)) throw error
    const message = `The database ${file} cannot be opened (${cause.message}): set DATABASE_URL to another file.`
    throw new DatabaseUnusable(message, { cause })
  }
}
