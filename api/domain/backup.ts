/** A backup that is whole. */
export interface Backup {
  /** The name of its file. */
  name: string
  /** The instant whose record it is; ms since the epoch. */
  takenAt: number
  bytes: number
}

/** How often a backup is taken, and for how long it is kept. */
export interface BackupPlan {
  everyMs: number
  keepMs: number
}

/** How a server takes its backups. */
export interface BackupSettings {
  /** An absolute path; `undefined` where none was named for a database that is no file: then none are taken. */
  folder: string | undefined
  /** What the database is called in their names. */
  database: string
  /** How often one is taken; `null` for never by ourselves. */
  everyMs: number | null
  keepMs: number
}

const ENDING = '.db.zst'

/** The name of the file: `status-2026-11-23T15-00-00.000Z.db.zst`, without the colons that not every system can have. */
export function backupName(database: string, takenAt: number): string {
  return `${database}-${new Date(takenAt).toISOString().replaceAll(':', '-')}${ENDING}`
}

/** When the backup of this name was taken; `null` where it is none of this database. */
export function takenAtOf(name: string, database: string): number | null {
  const stamp = name.slice(database.length + 1, -ENDING.length).replace(/T(\d\d)-(\d\d)-/, 'T$1:$2:')
  const takenAt = Date.parse(stamp)
  return Number.isNaN(takenAt) || backupName(database, takenAt) !== name ? null : takenAt
}

/**
 * The newest; `undefined` of none. One from after `now` was taken by a clock that was wrong, and would hide the ones that are
 * taken since: it is the newest only where there is no other.
 */
export function newestBackup(backups: readonly Backup[], now: number): Backup | undefined {
  const past = backups.filter(({ takenAt }) => takenAt <= now)
  return (past.length > 0 ? past : backups).reduce<Backup | undefined>(
    (newest, one) => (newest === undefined || one.takenAt > newest.takenAt ? one : newest),
    undefined,
  )
}

/**
 * Whether it is time for a backup: none was taken in the time that lies between two. One from after `now` was taken by a
 * clock that was wrong, and is no reason to wait.
 */
export function isBackupDue(
  backups: readonly Backup[],
  { everyMs }: Pick<BackupPlan, 'everyMs'>,
  now: number,
): boolean {
  return !backups.some(({ takenAt }) => takenAt <= now && takenAt > now - everyMs)
}

/** The backups that are older than they are kept; never the newest, however old that is. */
export function expiredBackups(
  backups: readonly Backup[],
  { keepMs }: Pick<BackupPlan, 'keepMs'>,
  now: number,
): Backup[] {
  const newest = newestBackup(backups, now)
  return backups.filter((one) => one !== newest && one.takenAt < now - keepMs)
}

const SHORTEST_PAUSE_MS = 5 * 60_000

/** How long after so many failures in a row the next attempt is made: from 5 min on doubled, never later than the plan. */
export function retryPauseMs(failures: number, { everyMs }: Pick<BackupPlan, 'everyMs'>): number {
  return Math.min(SHORTEST_PAUSE_MS * 2 ** (failures - 1), everyMs)
}
