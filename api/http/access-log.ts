import type { IncomingMessage } from 'node:http'
import type { Log } from '../log.ts'
import { createRouteTable, OTHER_ROUTE } from '../metrics/route-table.ts'
import { targetOf } from '../request-target.ts'
import type { ClientAddress } from './client-address.ts'
import { requestIdOf } from './request-ids.ts'

/** Which requests have a line of the log: none, those that were not answered as asked, or all. */
export type AccessLogChoice = 'off' | 'errors' | 'all'

/** Told of each request that was answered, so many ms after it came. */
export type OnRequest = (request: IncomingMessage, status: number, ms: number) => void

export interface AccessLogDeps {
  log: Pick<Log, 'info'>
  /** Everything that can be asked, as `METHOD /path`. */
  routes: readonly string[]
  clientAddress: ClientAddress
}

const LONGEST_PATH = 200

/** Writes a line for each request that is chosen; `undefined` where none is. */
export function createAccessLog(choice: AccessLogChoice, deps: AccessLogDeps): OnRequest | undefined {
  if (choice === 'off') return undefined
  const { log, routes, clientAddress } = deps
  const table = createRouteTable(routes)
  return (request, status, ms) => {
    if (choice === 'errors' && status < 400) return
    const { method = '', url = '', headers, socket } = request
    const { route } = table.find(method, url)
    const of = { route, path: pathOf(request, route), status, ms: Math.round(ms * 1000) / 1000 }
    const address = clientAddress(socket.remoteAddress, headers['x-forwarded-for']?.toString())
    log.info({ method, ...of, requestId: requestIdOf(request), address }, 'answered')
  }
}

/** The path that was asked for. One that nobody knows is the visitor's own, and one with a token in it is a secret. */
function pathOf(request: IncomingMessage, route: string): string | undefined {
  if (route === OTHER_ROUTE) return undefined
  return route.includes(':token') ? route : targetOf(request).path.slice(0, LONGEST_PATH)
}
