import { join } from 'node:path'
import type { Backup } from '#domain/backup.ts'
import type { BackupFolder } from '../backups/backup-folder.ts'
import type { TakenBackup } from '../backups/take-backup.ts'
import type { Copied } from '../db-copy.ts'
import { allRows, shownCount, tellRows, tellUptimes } from './record-report.ts'

/** What a command answers, to people and to programs. */
export interface Answer {
  text: string
  json: unknown
}

export function tellTaken(taken: TakenBackup, { folder }: BackupFolder, seconds: number): Answer {
  const file = join(folder, taken.name)
  const rows = allRows(taken)
  return {
    text: `${file}: ${shownCount(rows)} rows in ${shownSize(taken.bytes)}, checked, in ${seconds.toFixed(1)} s.`,
    json: { file, takenAt: iso(taken.takenAt), bytes: taken.bytes, rows, seconds },
  }
}

export function tellBackups(backups: readonly Backup[], { folder, database }: BackupFolder): Answer {
  const rows = backups.map(({ name, takenAt, bytes }) => `${iso(takenAt)}  ${shownSize(bytes).padStart(9)}  ${name}`)
  return {
    text: rows.length === 0 ? `There are no backups of ${database} in ${folder}.` : rows.join('\n'),
    json: backups.map(({ name, takenAt, bytes }) => ({ file: join(folder, name), takenAt: iso(takenAt), bytes })),
  }
}

export function tellVerified(held: Copied, file: string, seconds: number): Answer {
  const told = `${file} is whole: ${shownCount(allRows(held))} rows, read in ${seconds.toFixed(1)} s.`
  return { text: [told, ...tellHeld(held)].join('\n'), json: { file, ...toJson(held), seconds } }
}

export function tellRestored(held: Copied, { file, to }: { file: string; to: string }, seconds: number): Answer {
  const told = `Restored ${shownCount(allRows(held))} rows of ${file} into ${to} in ${seconds.toFixed(1)} s.`
  const same = 'Both have the same number of rows of every table, and give the same uptime of every component:'
  return { text: [told, same, ...tellHeld(held)].join('\n'), json: { file, to, ...toJson(held), seconds } }
}

function tellHeld(held: Copied): string[] {
  return ['Rows', ...tellRows(held), 'Uptime, over all that is on record', ...tellUptimes(held)]
}

function toJson({ counts, figures }: Copied) {
  return {
    rows: Object.fromEntries(counts),
    uptime: Object.fromEntries(figures.map(({ component, uptime }) => [component, uptime.uptime])),
  }
}

function shownSize(bytes: number): string {
  if (bytes < 1024 ** 2) return `${(bytes / 1024).toFixed(1)} KiB`
  return `${(bytes / 1024 ** 2).toFixed(1)} MiB`
}

const iso = (at: number): string => new Date(at).toISOString()
