import { type Column, getTableColumns, getTableName } from 'drizzle-orm'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { Client } from 'pg'
import { encoderOf } from '../encoder.ts'
import type { Append } from '../writer.ts'
import type { Days } from './days.ts'

/**
 * Appends on one connection, each time in one statement that is prepared once a table: it takes an array a column, so
 * that its text is the same for any number of rows.
 */
export function createAppend(client: Client, days: Days): Append {
  const appenders = new Map<SQLiteTable, Appender>()
  return async (table, rows) => {
    if (rows.length === 0) return
    const appender = appenders.get(table) ?? createAppender(table)
    appenders.set(table, appender)
    if (appender.name === 'results') await days.prepare(client, instantsOf(rows))
    await client.query({ name: `append ${appender.name}`, text: appender.text, values: appender.valuesOf(rows) })
    if (appender.isKeyed) await followKeys(client, appender.name)
  }
}

type Row = Readonly<Record<string, unknown>>

interface Appender {
  name: string
  text: string
  /** Whether the database gives its keys. */
  isKeyed: boolean
  valuesOf(rows: readonly Row[]): unknown[][]
}

function createAppender(table: SQLiteTable): Appender {
  const name = getTableName(table)
  const columns = Object.entries<Column>(getTableColumns(table))
  const encoders = columns.map(([key, column]) => ({ key, encode: encoderOf(column) }))
  const names = columns.map(([, column]) => `"${column.name}"`).join(', ')
  const arrays = columns.map(([, column], n) => `$${n + 1}::${column.getSQLType()}[]`).join(', ')
  return {
    name,
    text: `INSERT INTO "${name}" (${names}) SELECT * FROM unnest(${arrays}) ON CONFLICT DO NOTHING`,
    isKeyed: columns.some(([, { generatedIdentity }]) => generatedIdentity !== undefined),
    valuesOf: (rows) => encoders.map(({ key, encode }) => rows.map((row) => encode(row[key]))),
  }
}

/** Rows that came with their keys are not known to what gives the next one. */
async function followKeys(client: Client, table: string): Promise<void> {
  await client.query(`SELECT setval(pg_get_serial_sequence('${table}', 'key'), (SELECT max(key) FROM "${table}"))`)
}

function instantsOf(rows: readonly Row[]): number[] {
  return rows.map(({ at }) => Number(at))
}
