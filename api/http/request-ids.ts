import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/** Names a request, as the log and a problem do too. */
export const REQUEST_ID = 'X-Request-Id'

const LONGEST = 255
/** Those that were named by chance: whoever tells of one must call it the same. */
const NAMED = new WeakMap<IncomingMessage, string>()

/** What a request is called: as a proxy in front of us calls it, or else by chance. The same each time. */
export function requestIdOf(request: IncomingMessage): string {
  const given = request.headers['x-request-id']
  const isUsable = typeof given === 'string' && given.length <= LONGEST && /^[\w\-=]+$/.test(given)
  return isUsable ? given : nameOf(request)
}

function nameOf(request: IncomingMessage): string {
  const name = NAMED.get(request) ?? randomUUID()
  NAMED.set(request, name)
  return name
}
