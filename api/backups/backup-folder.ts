import { mkdir, open, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Backup, takenAtOf } from '#domain/backup.ts'
import { onStorage } from './backup-failed.ts'

/** Where the backups of one database lie; what else is in the folder is left alone. */
export interface BackupFolder {
  folder: string
  /** What the database is called in their names. */
  database: string
}

const READ_ADVICE = 'let this user read there, or set BACKUP_DIR to the folder where they are.'

/** The backups that are there, oldest first; those being written are not. */
export async function listBackups({ folder, database }: BackupFolder): Promise<Backup[]> {
  const backups: Backup[] = []
  const read = () => readdir(folder).catch(none)
  for (const name of await onStorage(`Backups cannot be read in ${folder}`, READ_ADVICE, read)) {
    const takenAt = takenAtOf(name, database)
    if (takenAt === null) continue
    const found = await stat(join(folder, name)).catch(gone)
    if (found?.isFile()) backups.push({ name, takenAt, bytes: found.size })
  }
  return backups.toSorted((one, other) => one.takenAt - other.takenAt)
}

/** Makes the folder for its owner alone, unless it is there. */
export async function makeBackupFolder({ folder }: BackupFolder): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
}

/** What backups are unpacked in begins with this. */
export const UNPACKED = '.unpacked-'
/** Longer than one is worked on. */
const UNPACKED_FOR_MS = 86_400_000

/** Removes what is still unpacked of a backup on which the work was cut off, a day before `now` or earlier. */
export async function removeAbandoned({ folder }: Pick<BackupFolder, 'folder'>, now: number): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.startsWith(UNPACKED)) continue
    const found = await stat(join(folder, name)).catch(gone)
    if (found && found.mtimeMs < now - UNPACKED_FOR_MS) await rm(join(folder, name), { recursive: true, force: true })
  }
}

/** Makes an empty folder in it, for its owner alone; what an earlier process left there goes. */
export async function makeScratch({ folder }: BackupFolder, name: string): Promise<string> {
  const scratch = join(folder, name)
  await rm(scratch, { recursive: true, force: true })
  await mkdir(scratch, { mode: 0o700 })
  return scratch
}

export async function removeBackup({ folder }: BackupFolder, { name }: Backup): Promise<void> {
  await rm(join(folder, name), { force: true })
}

/** Puts on disk which names a folder has. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** A folder that is not there has none. */
function none(error: NodeJS.ErrnoException): string[] {
  if (error.code === 'ENOENT') return []
  throw error
}

function gone(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
}
