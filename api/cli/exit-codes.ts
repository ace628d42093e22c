import type { FailureKind } from '../backups/backup-failed.ts'

/** Of sysexits.h. */
export const WRONG_USAGE = 64
const BROKEN_DATA = 65
const NO_INPUT = 66
const UNAVAILABLE = 69
/** Of a command whose 1 to 3 are outcomes. */
export const OUR_FAULT = 70
const CANNOT_CREATE = 73
const STORAGE = 74
const TRY_AGAIN = 75
export const WRONG_CONFIGURATION = 78

const OF_KIND: Readonly<Record<FailureKind, number>> = {
  missing: NO_INPUT,
  broken: BROKEN_DATA,
  busy: TRY_AGAIN,
  storage: STORAGE,
  refused: CANNOT_CREATE,
}

const OF_NAME: Readonly<Record<string, number>> = {
  ConfigurationError: WRONG_CONFIGURATION,
  CopyRefused: BROKEN_DATA,
  DatabaseBusy: TRY_AGAIN,
  DatabaseUnusable: UNAVAILABLE,
}

/** With what a command ends after an error; 1 for a fault of our own. */
export function exitCodeOf(error: unknown): number {
  if (!(error instanceof Error)) return 1
  if (error.name === 'BackupFailed' && 'kind' in error) return OF_KIND[error.kind as FailureKind]
  return OF_NAME[error.name] ?? 1
}
