import { mkdtemp, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { type Database, openDatabase } from '#db/open.ts'
import { requireSound } from '#db/sqlite/sound-file.ts'
import { messageOf } from '#domain/message-of.ts'
import { BackupFailed, onStorage } from './backup-failed.ts'
import { UNPACKED } from './backup-folder.ts'
import { unpackFile } from './compressed-file.ts'

/**
 * Works on a backup's record, unpacked beside the backup for as long as that takes, found to be sound and brought to the
 * newest schema. The backup itself stays as it is.
 *
 * @throws {BackupFailed} when it is not there, cut off or not one of ours, or there is no room for it
 * @throws {DatabaseUnusable} when it is broken inside, or of a later version
 */
export async function withUnpacked<T>(
  file: string,
  migrations: string,
  work: (record: Database) => Promise<T>,
): Promise<T> {
  if (!(await stat(file).catch(() => undefined))?.isFile()) {
    throw new BackupFailed(
      'missing',
      `There is no backup ${file}: expected the name of one that "list" shows, or a file.`,
    )
  }
  const advice = 'it takes room for the whole record in a folder that can be written; copy the backup to one.'
  const scratch = await onStorage(`The backup ${file} cannot be unpacked beside itself`, advice, () =>
    mkdtemp(join(dirname(file), UNPACKED)),
  )
  try {
    const copy = join(scratch, basename(file).replace(/\.zst$/, ''))
    await unpack(file, copy, advice)
    requireSound(copy, { place: `The backup ${file}`, migrations, refused: 'later' })
    const record = await openDatabase(`file:${copy}`, migrations)
    try {
      return await work(record)
    } finally {
      await record.close()
    }
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

async function unpack(file: string, copy: string, advice: string): Promise<void> {
  try {
    await onStorage(`The backup ${file} cannot be unpacked beside itself`, advice, () => unpackFile(file, copy))
  } catch (cause) {
    if (cause instanceof BackupFailed) throw cause
    const reason = messageOf(cause)
    throw new BackupFailed('broken', `The backup ${file} is broken or cut off (${reason}): use another.`, { cause })
  }
}
