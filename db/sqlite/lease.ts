import BetterSqlite3 from 'better-sqlite3'
import { DatabaseUnusable } from '../database.ts'

/**
 * Takes the lease of a server on a database: a lock on a small file beside it, with the process's id inside. The system
 * ends the lock with the process, however that ends, so that no stale one can be left; ids alone would not do, as in
 * containers every server is process 1.
 *
 * @returns what gives it back
 * @throws {DatabaseUnusable} when another server has it
 */
export function takeLease(file: string): () => void {
  const lease = new BetterSqlite3(`${file}.lock`, { timeout: 0 })
  try {
    lease.pragma(`user_version = ${process.pid}`)
    lease.exec('BEGIN IMMEDIATE')
  } catch (cause) {
    const pid = String(lease.pragma('user_version', { simple: true }))
    lease.close()
    if (!isBusy(cause)) throw cause
    throw new DatabaseUnusable(
      `Another server (process ${pid}) uses the database ${file}: stop it, or set DATABASE_URL to another file.`,
      { cause },
    )
  }
  return () => lease.close()
}

function isBusy(error: unknown): boolean {
  return error instanceof BetterSqlite3.SqliteError && error.code.startsWith('SQLITE_BUSY')
}
