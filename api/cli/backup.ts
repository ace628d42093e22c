import { join } from 'node:path'
import { readSettings } from '#config'
import { newestBackup } from '#domain/backup.ts'
import { isDatabaseUrl, showDatabaseUrl } from '#domain/database-url.ts'
import { BackupFailed } from '../backups/backup-failed.ts'
import { type BackupFolder, listBackups } from '../backups/backup-folder.ts'
import { restoreBackup, verifyBackup } from '../backups/restore-backup.ts'
import { takeBackup } from '../backups/take-backup.ts'
import { explainFailure } from '../start-failure.ts'
import { type BackupCommand, readBackupArguments } from './backup-arguments.ts'
import { type Answer, tellBackups, tellRestored, tellTaken, tellVerified } from './backup-report.ts'
import { exitCodeOf, WRONG_USAGE } from './exit-codes.ts'
import { progressBar } from './record-report.ts'

// The bundle made of this file lies as deep below the root.
const MIGRATIONS = join(import.meta.dirname, '../../db/migrations')

/** Takes, lists, verifies and restores backups. The server takes its own by this command. */
async function main(): Promise<void> {
  const command = readBackupArguments(process.argv.slice(2), isDatabaseUrl)
  if ('fault' in command) {
    console.error(command.fault)
    process.exitCode = WRONG_USAGE
    return
  }
  const { text, json } = await obey(command)
  console.log(command.json ? JSON.stringify(json) : text)
}

async function obey(command: BackupCommand): Promise<Answer> {
  const { databaseUrl: url } = readSettings()
  const from = performance.now()
  const seconds = () => (performance.now() - from) / 1000
  switch (command.kind) {
    case 'create': {
      const where = requireFolder()
      const taken = await takeBackup({ url, migrations: MIGRATIONS, now: Date.now, ...where })
      return tellTaken(taken, where, seconds())
    }
    case 'list': {
      const where = requireFolder()
      return tellBackups(await listBackups(where), where)
    }
    case 'verify': {
      const file = await findBackup(command.backup)
      return tellVerified(await verifyBackup(file, MIGRATIONS), file, seconds())
    }
    case 'restore': {
      const file = await findBackup(command.backup)
      const to = command.to ?? url
      const restored = await restoreBackup(file, { to, migrations: MIGRATIONS, onProgress: progressBar() })
      return tellRestored(restored, { file, to: showDatabaseUrl(to) }, seconds())
    }
  }
}

/** A name is looked for where backups are kept; what has a slash in it is a path. */
async function findBackup(backup: string): Promise<string> {
  if (backup.includes('/')) return backup
  const where = requireFolder()
  if (backup !== 'latest') return join(where.folder, backup)
  const newest = newestBackup(await listBackups(where), Date.now())
  if (newest) return join(where.folder, newest.name)
  throw new BackupFailed('missing', `There is no backup of ${where.database} in ${where.folder}: take one by "create".`)
}

function requireFolder(): BackupFolder {
  const { folder, database } = readSettings().backups
  if (folder !== undefined) return { folder, database }
  throw new BackupFailed(
    'missing',
    'BACKUP_DIR: expected a folder for the backups of a PostgreSQL database, got nothing.',
  )
}

main().catch((error: unknown) => {
  console.error(explainFailure(error) ?? error)
  process.exit(exitCodeOf(error))
})
