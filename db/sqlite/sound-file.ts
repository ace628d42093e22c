import BetterSqlite3 from 'better-sqlite3'
import { DatabaseUnusable } from '../database.ts'
import { type Refused, requireSchema } from '../schema-version.ts'
import { newestMigration } from './migrate.ts'

/** How many of its faults are told. */
const FAULTS_TOLD = 3

/**
 * Looks at every page, row and index of a file that nobody uses, and leaves it as one file without a journal.
 *
 * @param place  how it is called in the message
 * @throws {DatabaseUnusable} when it is broken, or of a version that is refused
 */
export function requireSound(
  file: string,
  { place, migrations, refused }: { place: string; migrations: string; refused: Refused },
): void {
  try {
    using connection = openForCheck(file)
    connection.db.pragma('journal_mode = DELETE')
    const found = connection.db.pragma('integrity_check') as { integrity_check: string }[]
    const faults = found.map(({ integrity_check: fault }) => fault).filter((fault) => fault !== 'ok')
    if (faults.length > 0) throw new DatabaseUnusable(`${place} is broken: ${faults.slice(0, FAULTS_TOLD).join('; ')}.`)
    requireSchema(place, newestMigration(connection.db), { folder: `${migrations}/sqlite`, refused })
  } catch (cause) {
    if (!(cause instanceof BetterSqlite3.SqliteError)) throw cause
    throw new DatabaseUnusable(`${place} is broken: ${cause.message}.`, { cause })
  }
}

function openForCheck(file: string): Disposable & { db: BetterSqlite3.Database } {
  const db = new BetterSqlite3(file, { fileMustExist: true })
  return { db, [Symbol.dispose]: () => void db.close() }
}
