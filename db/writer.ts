import { setTimeout as sleep } from 'node:timers/promises'
import type BetterSqlite3 from 'better-sqlite3'
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3'

/** What a unit of work writes through; its queries are awaited, the form every dialect shares. */
export type Transaction = BetterSQLite3Database

/** Runs units of work one after another, each whole or not at all. */
export type Write = <T>(work: (tx: Transaction) => Promise<T>) => Promise<T>

const RETRY_MS = 20
const GIVE_UP_AFTER = 250

/**
 * The one queue of writes of a database: nobody else begins a transaction.
 *
 * The connection has no busy timeout of its own, since waiting inside the driver would stop the event loop: a lock
 * that another process holds is waited for here, up to five seconds.
 */
export function createWriter(connection: BetterSqlite3.Database, orm: Transaction): Write {
  let last: Promise<unknown> = Promise.resolve()

  return (work) => {
    const mine = last.then(() => inTransaction(connection, () => work(orm)))
    last = mine.catch(() => undefined)
    return mine
  }
}

async function inTransaction<T>(connection: BetterSqlite3.Database, work: () => Promise<T>): Promise<T> {
  await begin(connection)
  try {
    const value = await work()
    connection.exec('COMMIT')
    return value
  } catch (error) {
    if (connection.inTransaction) connection.exec('ROLLBACK')
    throw error
  }
}

async function begin(connection: BetterSqlite3.Database): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      connection.exec('BEGIN IMMEDIATE')
      return
    } catch (error) {
      if (!isBusy(error) || tries === GIVE_UP_AFTER) throw error
      await sleep(RETRY_MS)
    }
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY')
}
