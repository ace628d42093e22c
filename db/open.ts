import { type Database, DatabaseUnusable } from './database.ts'

export { type Database, DatabaseUnusable }

/**
 * Opens the database at `url`, made and brought to the newest schema if need be.
 *
 * @param url         `file:` and a path, or `postgres://…`
 * @param migrations  the folder that holds one folder of migrations a dialect
 * @param serving     whether this process is the server, of which a database has one at a time; tools work beside it
 * @throws {DatabaseUnusable} in one sentence, when it cannot be used
 */
export async function openDatabase(url: string, migrations: string, { serving = false } = {}): Promise<Database> {
  if (url.startsWith('file:')) {
    const { openSqlite } = await import('./sqlite/open.ts')
    return openSqlite(url.slice('file:'.length), { migrations, serving })
  }
  // Loaded only where it is used: the driver is some megabytes.
  const { openPostgres } = await import('./postgres/open.ts')
  return openPostgres(url, { migrations, serving })
}
