import type { Tables } from './schema/tables.ts'
import type { Orm, Write } from './writer.ts'

export const DIALECTS = ['sqlite', 'postgres'] as const
export type Dialect = (typeof DIALECTS)[number]

/** An open record: reads on connections of their own, writes one after another through `write`. */
export interface Database {
  dialect: Dialect
  orm: Orm
  tables: Tables
  write: Write
  /**
   * Drops the results of whole days (UTC) that end by an instant, where the engine keeps days apart.
   *
   * @returns how many days went; always 0 on SQLite, where rows are deleted
   */
  dropDays(before: number): Promise<number>
  close(): Promise<void>
}

/** A record as it was at one instant, whatever is written meanwhile. */
export interface Snapshot {
  /** For reading only. */
  db: Database
  /** Writes all of it into a SQLite file that is not there yet; whatever the engine, that can be opened as a record. */
  copyTo(file: string): Promise<void>
}

/** How a database is opened. */
export interface Opening {
  /** The folder that holds one folder of migrations a dialect. */
  migrations: string
  /** Whether this process is the server, of which a database has one at a time. */
  serving: boolean
}

/** The database cannot be used as it was named; the message says what to do. */
export class DatabaseUnusable extends Error {
  override readonly name = 'DatabaseUnusable'
}

/** Another process does with the database what only one may do at a time; the message names it. */
export class DatabaseBusy extends Error {
  override readonly name = 'DatabaseBusy'
}
