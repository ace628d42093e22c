import { chmodSync, closeSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs'
import type BetterSqlite3 from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { migrate } from 'drizzle-orm/better-sqlite3/migrator'
import { readMigrationFiles } from 'drizzle-orm/migrator'

/**
 * Brings a file forward to the newest schema, all in one transaction. One that held something is first copied beside
 * itself, as `….before-N` with the number of migrations that it then gets to.
 */
export function migrateFile(connection: BetterSqlite3.Database, migrationsFolder: string): void {
  const all = readMigrationFiles({ migrationsFolder })
  const newest = newestMigration(connection)
  const isBehind = all.some(({ folderMillis }) => folderMillis > newest)
  if (isBehind && newest > 0) copyBeside(connection, `${connection.name}.before-${all.length}`)
  if (isBehind) migrate(drizzle(connection), { migrationsFolder })
}

/** When the newest migration was made that a file has had; 0 of none. */
export function newestMigration(connection: BetterSqlite3.Database): number {
  const known = connection.prepare("SELECT 1 FROM sqlite_master WHERE name = '__drizzle_migrations'").get()
  if (!known) return 0
  return Number(connection.prepare('SELECT max(created_at) FROM __drizzle_migrations').pluck().get() ?? 0)
}

/** A whole copy that is on disk, or none. */
function copyBeside(connection: BetterSqlite3.Database, copy: string): void {
  const unfinished = `${copy}.part`
  rmSync(unfinished, { force: true })
  connection.prepare('VACUUM INTO ?').run(unfinished)
  chmodSync(unfinished, statSync(connection.name).mode & 0o777)
  const descriptor = openSync(unfinished, 'r+')
  fsyncSync(descriptor)
  closeSync(descriptor)
  renameSync(unfinished, copy)
}
