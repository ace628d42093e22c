/** Names of errors that are meant for the one who starts us; their messages say what to do. */
const MEANT_FOR_PEOPLE = ['BackupFailed', 'ConfigurationError', 'CopyRefused', 'DatabaseBusy', 'DatabaseUnusable']

/** What to tell the one who starts us; `undefined` for a fault of our own. */
export function explainFailure(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  if (MEANT_FOR_PEOPLE.includes(error.name)) return error.message
  if (!('code' in error)) return explainFailure(error.cause)
  const port = 'port' in error ? String(error.port) : 'this port'
  switch (error.code) {
    case 'EADDRINUSE':
      return `Port ${port} is already in use: stop what listens there, or set PORT to another.`
    case 'EACCES':
      return `Port ${port} may not be used by this user: set PORT to one above 1023.`
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return 'HOST is not an address of this machine: set it to 127.0.0.1, or to 0.0.0.0 for every address.'
    case 'SQLITE_BUSY':
    case 'SQLITE_BUSY_RECOVERY':
    case 'SQLITE_BUSY_SNAPSHOT':
      return 'The database is locked: end the other process that writes to it, or set DATABASE_URL to another file.'
    default:
      return undefined
  }
}
