import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { Database } from './database.ts'
import { sqliteTables, type Tables } from './schema/tables.ts'
import { pagesOf } from './table-pages.ts'

export type TableName = keyof Tables
const NAMES = Object.keys(sqliteTables) as readonly TableName[]

/** How many rows each table has. */
export type RowCounts = ReadonlyMap<TableName, number>

/** Counts the rows of every table. */
export async function countRows({ orm, tables }: Database): Promise<RowCounts> {
  const counts = new Map<TableName, number>()
  for (const name of NAMES) counts.set(name, await orm.$count(tables[name]))
  return counts
}

/**
 * Copies every row of one database into another that has none: all of them, or none when it fails.
 *
 * @param onRows  told after each page how many rows of a table it held
 */
export async function copyRows(
  from: Database,
  to: Database,
  onRows: (table: TableName, rows: number) => void,
): Promise<void> {
  await to.write(async (tx) => {
    for (const name of NAMES) {
      const table: SQLiteTable = to.tables[name]
      for await (const rows of pagesOf(from, name)) {
        await tx.append(table, rows)
        onRows(name, rows.length)
      }
    }
  })
}
