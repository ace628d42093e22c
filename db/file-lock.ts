import BetterSqlite3 from 'better-sqlite3'

/** A lock that was taken, until it is given back; or the process that has it. */
export type FileLock = { release: () => void } | { heldBy: string }

/**
 * Takes a lock on a small file, with the process's id inside. The system ends it with the process, however that ends, so
 * that no stale one can be left; ids alone would not do, as in containers every server is process 1.
 */
export function lockFile(file: string): FileLock {
  const lock = new BetterSqlite3(file, { timeout: 0 })
  try {
    lock.pragma(`user_version = ${process.pid}`)
    lock.exec('BEGIN IMMEDIATE')
  } catch (error) {
    const heldBy = String(lock.pragma('user_version', { simple: true }))
    lock.close()
    if (!isBusy(error)) throw error
    return { heldBy }
  }
  return { release: () => void lock.close() }
}

function isBusy(error: unknown): boolean {
  return error instanceof BetterSqlite3.SqliteError && error.code.startsWith('SQLITE_BUSY')
}
