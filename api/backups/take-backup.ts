import { rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { lockFile } from '#db/file-lock.ts'
import { openSnapshot } from '#db/snapshot.ts'
import { requireSound } from '#db/sqlite/sound-file.ts'
import { type Backup, backupName } from '#domain/backup.ts'
import { type Copied, measureRecord, requireSameRecord } from '../db-copy.ts'
import { BackupFailed, onStorage } from './backup-failed.ts'
import { type BackupFolder, makeBackupFolder, makeScratch, removeAbandoned, syncFolder } from './backup-folder.ts'
import { compressFile, hashUnpacked } from './compressed-file.ts'

export interface TakeDeps extends BackupFolder {
  /** Of the database. */
  url: string
  /** The folder that holds one folder of migrations a dialect. */
  migrations: string
  now: () => number
}

/** A backup that was taken, and what it was held against. */
export interface TakenBackup extends Backup, Copied {}

/**
 * Takes a backup of all that was committed when it began, while writing goes on. It is given its name once it is found
 * to be whole: by SQLite's own check, by the rows of every table and the uptime of every component, and by what it
 * unpacks to. To be done in a process of its own: much of it holds the event loop.
 *
 * @throws {BackupFailed} when another process takes one, or it cannot be written; what was there stays as it was
 * @throws {DatabaseUnusable} when the database cannot be read
 */
export async function takeBackup(deps: TakeDeps): Promise<TakenBackup> {
  const { folder, database } = deps
  const advice = 'make room or let this user write there, or set BACKUP_DIR to another folder. Earlier backups stay.'
  return await onStorage(`The backup cannot be written to ${folder}`, advice, async () => {
    await makeBackupFolder(deps)
    const lock = lockFile(join(folder, `.${database}.lock`))
    if ('heldBy' in lock) throw new BackupFailed('busy', `Process ${lock.heldBy} is taking a backup into ${folder}.`)
    try {
      await removeAbandoned(deps, deps.now())
      return await takeAlone(deps, await makeScratch(deps, `.${database}.unfinished`))
    } finally {
      lock.release()
    }
  })
}

async function takeAlone(deps: TakeDeps, scratch: string): Promise<TakenBackup> {
  const { folder, database } = deps
  try {
    const copy = join(scratch, 'copy.db')
    const { takenAt, measured } = await copySnapshot(deps, copy)
    const packed = join(scratch, 'copy.db.zst')
    const hash = await compressFile(copy, packed)
    if ((await hashUnpacked(packed)) !== hash) throw new BackupFailed('broken', `What ${packed} holds is not the copy.`)
    const name = backupName(database, takenAt)
    await rename(packed, join(folder, name))
    await syncFolder(folder)
    return { name, takenAt, bytes: (await stat(join(folder, name))).size, ...measured }
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

async function copySnapshot(
  { url, migrations, now }: TakeDeps,
  copy: string,
): Promise<{ takenAt: number; measured: Copied }> {
  // Before it begins, so that what was stored until then is surely in it.
  const takenAt = now()
  const snapshot = await openSnapshot(url, migrations)
  let measured: Copied
  try {
    measured = await measureRecord(snapshot.db)
    await snapshot.copyTo(copy)
  } finally {
    await snapshot.db.close()
  }
  requireSound(copy, { place: 'The copy', migrations, refused: 'others' })
  const found = await openSnapshot(`file:${copy}`, migrations)
  try {
    await requireSameRecord(measured, found.db)
  } finally {
    await found.db.close()
  }
  return { takenAt, measured }
}
