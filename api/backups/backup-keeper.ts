import { type BackupPlan, expiredBackups, isBackupDue, newestBackup, retryPauseMs } from '#domain/backup.ts'
import { messageOf } from '#domain/message-of.ts'
import type { Log } from '../log.ts'
import type { BackupMetrics } from '../metrics/backups.ts'
import { BackupFailed } from './backup-failed.ts'
import { type BackupFolder, listBackups, removeBackup } from './backup-folder.ts'

export interface BackupKeeperDeps extends BackupFolder {
  /** How often one is taken; `null` for never. */
  everyMs: number | null
  keepMs: number
  /** Takes one; rejects when it cannot be taken. */
  take: (signal: AbortSignal) => Promise<void>
  metrics: Pick<BackupMetrics, 'onNewest' | 'onTaken' | 'onFailure'>
  log: Pick<Log, 'info' | 'error'>
  /** Ms since the epoch, never less than before. */
  now: () => number
  monotonic: () => number
}

export interface BackupKeeper {
  /** Takes a backup if it is time for one, and then removes those that are older than they are kept. Never rejects. */
  look(): Promise<void>
  /** Ends a backup that is being taken. */
  stop(): Promise<void>
}

/** A start has enough to do. */
const SETTLE_MS = 60_000

/**
 * Sees to it that there are backups. What is due is told by the files that are there, so that a restart neither takes one
 * too many nor waits too long. Old ones are removed only after a new one was found to be whole.
 */
export function createBackupKeeper(deps: BackupKeeperDeps): BackupKeeper {
  const { everyMs, metrics, log, now, monotonic } = deps
  const stopping = new AbortController()
  const plan = everyMs === null ? null : { everyMs, keepMs: deps.keepMs }
  let notBefore = monotonic() + Math.min(SETTLE_MS, everyMs ?? 0)
  let failures = 0
  let running: Promise<void> | undefined

  const fail = (error: unknown): void => {
    if (stopping.signal.aborted) return
    // Whoever is at it does as well.
    if (error instanceof BackupFailed && error.kind === 'busy') return
    failures++
    metrics.onFailure()
    const pauseMs = plan ? retryPauseMs(failures, plan) : SETTLE_MS
    notBefore = monotonic() + pauseMs
    const reason = messageOf(error)
    log.error({ folder: deps.folder, reason, again: `in ${Math.round(pauseMs / 1000)} s` }, 'no backup could be taken')
  }

  const takeIfDue = async (): Promise<void> => {
    try {
      const backups = await listBackups(deps)
      metrics.onNewest(newestBackup(backups, now()))
      if (plan === null || monotonic() < notBefore || !isBackupDue(backups, plan, now())) return
      // It may have been stopped while the folder was read.
      if (stopping.signal.aborted) return
      await takeOne(deps, plan, stopping.signal)
      failures = 0
    } catch (error) {
      fail(error)
    }
  }

  return {
    look: () => {
      if (stopping.signal.aborted) return Promise.resolve()
      running ??= takeIfDue().finally(() => {
        running = undefined
      })
      return running
    },
    stop: async () => {
      stopping.abort()
      await running
    },
  }
}

async function takeOne(deps: BackupKeeperDeps, plan: BackupPlan, signal: AbortSignal): Promise<void> {
  const { metrics, log, now, monotonic } = deps
  const from = monotonic()
  await deps.take(signal)
  const durationMs = monotonic() - from
  const backups = await listBackups(deps)
  const newest = newestBackup(backups, now())
  const expired = expiredBackups(backups, plan, now())
  metrics.onNewest(newest)
  metrics.onTaken(durationMs)
  for (const one of expired) await removeBackup(deps, one)
  const { name: backup, bytes } = newest ?? { name: null, bytes: 0 }
  log.info({ backup, bytes, seconds: durationMs / 1000, removed: expired.length }, 'backed up')
}
