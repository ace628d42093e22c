const STORAGE =
  /^(EACCES|EPERM|EROFS|ENOSPC|EDQUOT|EFBIG|EIO|ENOENT|ENOTDIR|EEXIST|EISDIR|SQLITE_(FULL|IOERR|READONLY|CANTOPEN)\w*)$/

/** Why a backup was not taken, found or restored. */
export type FailureKind = 'missing' | 'broken' | 'busy' | 'storage' | 'refused'

/** A backup that cannot be taken or used; the message says where, and what to do. */
export class BackupFailed extends Error {
  override readonly name = 'BackupFailed'
  readonly kind: FailureKind

  constructor(kind: FailureKind, message: string, options?: ErrorOptions) {
    super(message, options)
    this.kind = kind
  }
}

/** Runs work on files; what the system refuses is told with its place. */
export async function onStorage<T>(place: string, advice: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    if (!isOfStorage(cause)) throw cause
    throw new BackupFailed('storage', `${place} (${cause.message}): ${advice}`, { cause })
  }
}

/** An error of the file system, or of SQLite over it. */
function isOfStorage(error: unknown): error is Error {
  if (!(error instanceof Error && 'code' in error)) return false
  return STORAGE.test(String(error.code))
}
