import { accessSync, constants, existsSync, mkdirSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { type BetterSQLite3Database, drizzle } from 'drizzle-orm/better-sqlite3'
import { migrate } from 'drizzle-orm/better-sqlite3/migrator'
import { sqliteTables, type Tables } from './schema/tables.ts'
import { createWriter, type Write } from './writer.ts'

/** An open record: reads on a connection of their own, writes one after another through `write`. */
export interface Database {
  orm: BetterSQLite3Database
  tables: Tables
  write: Write
  close(): void
}

/** The database cannot be used as it was named; the message says what to do. */
export class DatabaseUnusable extends Error {
  override readonly name = 'DatabaseUnusable'
}

/**
 * Opens the database at `url`, made and brought to the newest schema if need be.
 *
 * @param url         `file:` and a path
 * @param migrations  the folder that holds one folder of migrations a dialect
 * @throws {DatabaseUnusable} in one sentence, when the folder or the file cannot be used
 */
export function openDatabase(url: string, migrations: string): Database {
  const file = resolve(url.replace(/^file:/, ''))
  prepareFolder(file)
  const writing = connect(file)
  const writer = drizzle(writing)
  bringUpToDate(file, writing, () => migrate(writer, { migrationsFolder: `${migrations}/sqlite` }))
  const reading = connect(file)
  reading.pragma('query_only = on')
  return {
    orm: drizzle(reading),
    tables: sqliteTables,
    write: createWriter(writing, writer),
    close: () => {
      reading.close()
      writing.close()
    },
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
  try {
    const connection = new BetterSqlite3(file, { timeout: 0 })
    connection.pragma('journal_mode = WAL')
    connection.pragma('synchronous = FULL')
    connection.pragma('foreign_keys = ON')
    return connection
  } catch (cause) {
    throw unopenable(file, cause)
  }
}

/** A database that another process holds, or that is not ours, is refused as one that cannot be opened. */
function bringUpToDate(file: string, connection: BetterSqlite3.Database, work: () => void): void {
  try {
    work()
  } catch (error) {
    connection.close()
    const cause = error instanceof Error && error.cause ? error.cause : error
    throw cause instanceof BetterSqlite3.SqliteError ? unopenable(file, cause) : error
  }
}

function unopenable(file: string, cause: unknown): DatabaseUnusable {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new DatabaseUnusable(`The database ${file} cannot be opened (${reason}): set DATABASE_URL to another file.`, {
    cause,
  })
}
