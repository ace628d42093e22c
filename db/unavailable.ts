/** SQLite's codes, and PostgreSQL's classes and Node's own, for a database that cannot be used just now. */
const CODES = /^(SQLITE_(BUSY|LOCKED|FULL|IOERR|READONLY|CANTOPEN)|(08|53|57|58)[0-9A-Z]{3}$|25006$|E[A-Z]{4,}$)/
/** What `pg` says without a code. */
const MESSAGES = /connection (terminated|timeout)|timeout exceeded|was taken away/i
const MOST_CAUSES = 5

/** Whether an error says that the database cannot be used just now, rather than that it was asked wrongly. */
export function isUnavailable(error: unknown): boolean {
  let cause = error
  for (let depth = 0; depth < MOST_CAUSES && cause instanceof Error; depth++) {
    if ('code' in cause && CODES.test(String(cause.code))) return true
    if (MESSAGES.test(cause.message)) return true
    cause = cause.cause
  }
  return false
}
