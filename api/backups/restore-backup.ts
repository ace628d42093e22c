import { countRows } from '#db/copy.ts'
import { type Database, openDatabase } from '#db/open.ts'
import { showDatabaseUrl } from '#domain/database-url.ts'
import { type Copied, copyRecord, measureRecord, type Progress } from '../db-copy.ts'
import { BackupFailed } from './backup-failed.ts'
import { withUnpacked } from './unpacked-backup.ts'

/** What a backup holds: it is unpacked, checked, opened and counted. */
export function verifyBackup(file: string, migrations: string): Promise<Copied> {
  return withUnpacked(file, migrations, measureRecord)
}

/**
 * Restores a backup into an empty database of either engine that no server uses, all of it or nothing, and holds what is
 * there then against the backup.
 *
 * @throws {BackupFailed} when the backup cannot be used, or the database is not empty
 * @throws {DatabaseUnusable} when the database cannot be used, or a server uses it
 */
export async function restoreBackup(
  file: string,
  { to, migrations, onProgress }: { to: string; migrations: string; onProgress: (at: Progress) => void },
): Promise<Copied> {
  return await withUnpacked(file, migrations, async (record) => {
    const target = await openDatabase(to, migrations, { serving: true })
    try {
      await requireEmpty(target, to)
      return await copyRecord(record, target, onProgress)
    } finally {
      await target.close()
    }
  })
}

async function requireEmpty(target: Database, url: string): Promise<void> {
  const [full] = [...(await countRows(target))].filter(([, rows]) => rows > 0)
  if (!full) return
  const place = `The database ${showDatabaseUrl(url)}`
  throw new BackupFailed(
    'refused',
    `${place} has rows in ${full[0]}: expected an empty one, by --to or DATABASE_URL. Nothing was restored.`,
  )
}
