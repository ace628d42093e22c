/** The address of a database as it may be shown: without the name, the password and the options in it. */
export function showDatabaseUrl(url: string): string {
  if (url.startsWith('file:')) return url
  return url.replace(/:(\/\/)?.*@/s, ':$1').replace(/\?.*$/s, '')
}

/** What a database is called in the names of its backups: that of the file without `.db`, or of the database on its server. */
export function databaseName(url: string): string {
  const path = url.replace(/[?#].*$/s, '').replace(/\/+$/, '')
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.indexOf(':')) + 1).replace(/\.(db|sqlite3?)$/, '')
  return name.replace(/[^\w.-]/g, '_') || 'status'
}

/** Whether an address is one of a database that a record can be kept in. */
export function isDatabaseUrl(url: string): boolean {
  if (!/^postgres(ql)?:\/\//.test(url)) return /^file:./.test(url)
  return URL.canParse(url) && new URL(url).pathname.length > 1
}
