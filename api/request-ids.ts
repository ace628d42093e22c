import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/** Names a request, as the log and a problem do too. */
export const REQUEST_ID = 'X-Request-Id'

const LONGEST = 255

/** What a request is called: as a proxy in front of us calls it, or else by chance. */
export function requestIdOf({ headers }: IncomingMessage): string {
  const given = headers['x-request-id']
  const isUsable = typeof given === 'string' && given.length <= LONGEST && /^[\w\-=]+$/.test(given)
  return isUsable ? given : randomUUID()
}
