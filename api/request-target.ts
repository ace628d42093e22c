import type { IncomingMessage } from 'node:http'

/** What is asked for; a request may also name it with its scheme and host (RFC 9112, 3.2.2). */
export function targetOf({ url = '/' }: Pick<IncomingMessage, 'url'>): { path: string; search: string } {
  const absolute = url.startsWith('/') ? null : URL.parse(url)
  if (absolute) return { path: absolute.pathname, search: absolute.search.slice(1) }
  const end = url.indexOf('?')
  return end < 0 ? { path: url, search: '' } : { path: url.slice(0, end), search: url.slice(end + 1) }
}
