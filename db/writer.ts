import type { BaseSQLiteDatabase, SQLiteTable } from 'drizzle-orm/sqlite-core'

/** What both dialects can do; its builders are awaited, the form that they share. */
export type Orm = Pick<
  BaseSQLiteDatabase<'async', void>,
  'select' | 'selectDistinct' | '$count' | 'insert' | 'update' | 'delete'
>

/** Adds rows by prepared statements, in few calls. A row whose key is there already stays as it is. */
export type Append = <T extends SQLiteTable>(table: T, rows: readonly T['$inferInsert'][]) => Promise<void>

/** What a unit of work writes through. */
export type Transaction = Orm & { append: Append }

/** Runs units of work one after another, each whole or not at all. */
export type Write = <T>(work: (tx: Transaction) => Promise<T>) => Promise<T>

/** How an engine begins and ends a transaction on the one connection that writes. */
export interface Bounds {
  begin(): Promise<Transaction>
  commit(): Promise<void>
  /** Undoes what was begun, after this error. Never rejects. */
  rollback(error: unknown): Promise<void>
}

/** The one queue of writes of a database: nobody else begins a transaction. */
export function createWriter(bounds: Bounds): Write {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const mine = last.then(() => inTransaction(bounds, work))
    last = mine.catch(() => undefined)
    return mine
  }
}

async function inTransaction<T>(
  { begin, commit, rollback }: Bounds,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const tx = await begin()
  try {
    const value = await work(tx)
    await commit()
    return value
  } catch (error) {
    await rollback(error)
    throw error
  }
}
