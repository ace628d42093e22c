import { and, asc, type Column, eq, getTableColumns, gt, gte, or, type SQL } from 'drizzle-orm'
import { getTableConfig, type SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { Database } from './database.ts'
import { sqliteTables, type Tables } from './schema/tables.ts'

const ROWS_A_PAGE = 5000

/** A row as its builder gives it, whatever its table. */
export type Row = Readonly<Record<string, unknown>>

interface KeyPart {
  name: string
  column: Column
}

/** All rows of a table in the order of its key, a page at a time. */
export async function* pagesOf({ orm, tables }: Database, name: keyof Tables): AsyncGenerator<Row[]> {
  const table: SQLiteTable = tables[name]
  const key = keyOf(table, sqliteTables[name])
  let last: Row | undefined
  do {
    const page: Row[] = await orm
      .select()
      .from(table)
      .where(last && isAfter(key, last))
      .orderBy(...key.map(({ column }) => asc(column)))
      .limit(ROWS_A_PAGE)
    if (page.length > 0) yield page
    last = page.length === ROWS_A_PAGE ? page.at(-1) : undefined
  } while (last)
}

/** The columns of the primary key; the dialects name them alike, and one is asked for both. */
function keyOf(table: SQLiteTable, sqlite: SQLiteTable): KeyPart[] {
  const { primaryKeys, columns } = getTableConfig(sqlite)
  const names = (primaryKeys[0]?.columns ?? columns.filter(({ primary }) => primary)).map(({ name }) => name)
  const all = Object.entries(getTableColumns(table))
  return names.flatMap((wanted) =>
    all.filter(([, column]) => column.name === wanted).map(([name, column]) => ({ name, column })),
  )
}

/** Those that follow a row in the order of the key. The first condition says it once more, in a form that finds its index. */
function isAfter(key: readonly KeyPart[], row: Row): SQL | undefined {
  const follows = key.map(({ name, column }, n) =>
    and(...key.slice(0, n).map((part) => eq(part.column, row[part.name])), gt(column, row[name])),
  )
  const [first] = key
  return and(first && gte(first.column, row[first.name]), or(...follows))
}
