import type BetterSqlite3 from 'better-sqlite3'
import { getTableColumns, sql } from 'drizzle-orm'
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import { encoderOf } from '../encoder.ts'
import type { Append } from '../writer.ts'

/** Fewer calls into the database for a group; more rows a statement no longer help. */
const ROWS_A_STATEMENT = 20

/** Appends on one connection. The text of a statement is Drizzle's; it is built and prepared once a table, not once a group. */
export function createAppend(connection: BetterSqlite3.Database, orm: BetterSQLite3Database): Append {
  const appenders = new Map<SQLiteTable, (rows: readonly Row[]) => void>()
  return async (table, rows) => {
    const append = appenders.get(table) ?? createAppender(connection, orm, table)
    appenders.set(table, append)
    append(rows)
  }
}

type Row = Readonly<Record<string, unknown>>

function createAppender(connection: BetterSqlite3.Database, orm: BetterSQLite3Database, table: SQLiteTable) {
  const columns = Object.entries(getTableColumns(table)).map(([name, column]) => ({ name, encode: encoderOf(column) }))
  const prepare = (rows: number) => connection.prepare<unknown[]>(insertText(orm, table, rows))
  const many = prepare(ROWS_A_STATEMENT)
  const one = prepare(1)

  const valuesOf = (rows: readonly Row[], from: number, to: number): unknown[] => {
    const values: unknown[] = []
    for (let n = from; n < to; n++) for (const { name, encode } of columns) values.push(encode(rows[n]?.[name]))
    return values
  }

  return (rows: readonly Row[]): void => {
    let from = 0
    for (; from + ROWS_A_STATEMENT <= rows.length; from += ROWS_A_STATEMENT)
      many.run(valuesOf(rows, from, from + ROWS_A_STATEMENT))
    for (; from < rows.length; from++) one.run(valuesOf(rows, from, from + 1))
  }
}

function insertText(orm: BetterSQLite3Database, table: SQLiteTable, rows: number): string {
  const row = Object.fromEntries(Object.keys(getTableColumns(table)).map((name) => [name, sql.placeholder(name)]))
  return orm.insert(table).values(Array(rows).fill(row)).onConflictDoNothing().toSQL().sql
}
