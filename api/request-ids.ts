import { randomBytes } from 'node:crypto'

/** Names a request, as the log and a problem do too. */
export const REQUEST_ID = 'X-Request-Id'

/**
 * Names for requests, none given twice: this process by chance, the request by a number. A random one each would take as
 * long as the answer of a prepared document.
 */
export function createRequestIds(): () => string {
  const process = randomBytes(9).toString('base64url')
  let requests = 0
  return () => `${process}-${(requests++).toString(36)}`
}
