import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { showDatabaseUrl } from '#domain/database-url.ts'
import { DatabaseUnusable, type Snapshot } from './database.ts'

/**
 * Takes a snapshot of a record that is there, beside its server: writers do not wait for it.
 *
 * @param migrations  the folder that holds one folder of migrations a dialect
 * @throws {DatabaseUnusable} when there is none, it has another version's schema, or another process exports it
 */
export async function openSnapshot(url: string, migrations: string): Promise<Snapshot> {
  if (url.startsWith('file:')) {
    const file = resolve(url.slice('file:'.length))
    if (!existsSync(file)) throw new DatabaseUnusable(`There is no database ${file}: set DATABASE_URL to one.`)
    const { openSqliteSnapshot } = await import('./sqlite/snapshot.ts')
    return explained(url, () => openSqliteSnapshot(file, migrations))
  }
  const { openPostgresSnapshot } = await import('./postgres/snapshot.ts')
  return explained(url, () => openPostgresSnapshot(url, migrations))
}

async function explained(url: string, open: () => Promise<Snapshot>): Promise<Snapshot> {
  try {
    return await open()
  } catch (cause) {
    if (cause instanceof DatabaseUnusable || !(cause instanceof Error && 'code' in cause)) throw cause
    const reason = cause.message || String(cause.code)
    throw new DatabaseUnusable(`The database ${showDatabaseUrl(url)} cannot be read (${reason}).`, { cause })
  }
}
