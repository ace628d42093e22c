import { setTimeout as sleep } from 'node:timers/promises'
import type BetterSqlite3 from 'better-sqlite3'
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3'
import { type Append, createAppend } from './append.ts'

/** What a unit of work writes through; its queries are awaited, the form every dialect shares. */
export type Transaction = BetterSQLite3Database & { append: Append }

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
export function createWriter(connection: BetterSqlite3.Database, orm: BetterSQLite3Database): Write {
  const tx = Object.assign(orm, { append: createAppend(connection, orm) })
  const bounds = prepareBounds(connection)
  let last: Promise<unknown> = Promise.resolve()

  return (work) => {
    const mine = last.then(() => inTransaction(connection, bounds, () => work(tx)))
    last = mine.catch(() => undefined)
    return mine
  }
}

type Bounds = ReturnType<typeof prepareBounds>

function prepareBounds(connection: BetterSqlite3.Database) {
  return { begin: connection.prepare('BEGIN IMMEDIATE'), commit: connection.prepare('COMMIT') }
}

async function inTransaction<T>(
  connection: BetterSqlite3.Database,
  { begin, commit }: Bounds,
  work: () => Promise<T>,
): Promise<T> {
  await untilFree(() => begin.run())
  try {
    const value = await work()
    commit.run()
    return value
  } catch (error) {
    if (connection.inTransaction) connection.exec('ROLLBACK')
    throw error
  }
}

async function untilFree(attempt: () => unknown): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      attempt()
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
