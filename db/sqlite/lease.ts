import { DatabaseUnusable } from '../database.ts'
import { lockFile } from '../file-lock.ts'

/**
 * Takes the lease of a server on a database: a lock on a small file beside it.
 *
 * @returns what gives it back
 * @throws {DatabaseUnusable} when another server has it
 */
export function takeLease(file: string): () => void {
  const lock = lockFile(`${file}.lock`)
  if ('release' in lock) return lock.release
  throw new DatabaseUnusable(
    `Another server (process ${lock.heldBy}) uses the database ${file}: stop it, or set DATABASE_URL to another file.`,
  )
}
