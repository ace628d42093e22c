import { statSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type BetterSqlite3 from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import type { Bounds, Orm, Transaction } from '../writer.ts'
import { createAppend } from './append.ts'

const RETRY_MS = 20
const GIVE_UP_AFTER = 250

/**
 * The bounds of a transaction on the one connection that writes.
 *
 * The connection has no busy timeout of its own, since waiting inside the driver would stop the event loop: a lock
 * that another process holds is waited for here, up to five seconds.
 */
export function createBounds(connection: BetterSqlite3.Database): Bounds {
  const begin = connection.prepare('BEGIN IMMEDIATE')
  const commit = connection.prepare('COMMIT')
  const orm = drizzle(connection)
  // A builder that runs at once can be awaited all the same.
  const tx: Transaction = Object.assign(orm as unknown as Orm, { append: createAppend(connection, orm) })
  const isInPlace = watchFile(connection.name)
  return {
    begin: async () => {
      if (!isInPlace()) throw new Error(`The database ${connection.name} was taken away while it was in use`)
      await untilFree(() => begin.run())
      return tx
    },
    commit: async () => void commit.run(),
    rollback: async () => {
      if (connection.inTransaction) connection.exec('ROLLBACK')
    },
  }
}

/** Whether the file is still the one that was opened: what is written to one that was removed is lost. */
function watchFile(file: string): () => boolean {
  const inode = statSync(file).ino
  return () => statSync(file, { throwIfNoEntry: false })?.ino === inode
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
