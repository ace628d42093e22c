import type { Backup } from '#domain/backup.ts'
import { createCounter } from './counter.ts'
import type { Family } from './exposition.ts'

export interface BackupMetrics {
  families: readonly Family[]
  /** The newest that is there, found in its folder: so it is known after a restart too. */
  onNewest(newest: Backup | undefined): void
  /** One was taken, in so many ms. */
  onTaken(durationMs: number): void
  onFailure(): void
}

/** What is known of the backups; nothing of what there is none of. */
export function backupMetrics(): BackupMetrics {
  let newest: Backup | undefined
  let lastMs: number | undefined
  const failures = createCounter('status_backup_failures_total', 'Backups that could not be taken, each try counted')
  return {
    families: [
      gauge(
        'status_backup_last_success_timestamp_seconds',
        'When the newest whole backup was taken; absent when there is none',
        () => newest && newest.takenAt / 1000,
      ),
      gauge('status_backup_last_size_bytes', 'How large the newest whole backup is', () => newest?.bytes),
      gauge(
        'status_backup_last_duration_seconds',
        'How long the last backup took, checks included; absent until this process has taken one',
        () => lastMs && lastMs / 1000,
      ),
      failures.family,
    ],
    onNewest: (found) => {
      newest = found
    },
    onTaken: (durationMs) => {
      lastMs = durationMs
    },
    onFailure: () => failures.add(1),
  }
}

function gauge(name: string, help: string, read: () => number | undefined): Family {
  return {
    name,
    help,
    type: 'gauge',
    collect: (add) => {
      const value = read()
      if (value !== undefined) add('', value)
    },
  }
}
