import { readMigrationFiles } from 'drizzle-orm/migrator'
import { DatabaseUnusable } from './database.ts'

/** What is refused: a schema of any other version, or only that of a later one, which we do not know. */
export type Refused = 'others' | 'later'

/**
 * Holds a database's schema against the one that this version has.
 *
 * @param newest  when the newest migration was made that it has had; 0 of none
 * @throws {DatabaseUnusable} where it is of another version
 */
export function requireSchema(
  place: string,
  newest: number,
  { folder, refused }: { folder: string; refused: Refused },
): void {
  const ours = Math.max(...readMigrationFiles({ migrationsFolder: folder }).map(({ folderMillis }) => folderMillis))
  if (newest > ours) throw new DatabaseUnusable(`${place} has the schema of a later version: use that version.`)
  if (newest === ours || refused === 'later') return
  throw new DatabaseUnusable(
    newest === 0
      ? `${place} is not a record of ours: expected one that a server has used.`
      : `${place} has the schema of an earlier version: start this version's server on it first.`,
  )
}
