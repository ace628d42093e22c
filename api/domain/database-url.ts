/** The address of a database as it may be shown: without the name, the password and the options in it. */
export function showDatabaseUrl(url: string): string {
  if (url.startsWith('file:')) return url
  return url.replace(/:(\/\/)?.*@/s, ':$1').replace(/\?.*$/s, '')
}
