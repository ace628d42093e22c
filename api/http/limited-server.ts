import { createServer, type Server } from 'node:http'
import { createNetworks } from '#domain/networks.ts'
import type { ClientAddress } from './client-address.ts'
import { type Connections, limitConnections } from './connections.ts'
import { LIMITS, type Limits } from './server-limits.ts'
import { answerUnreadable } from './unreadable.ts'

export interface LimitedServerDeps {
  clientAddress: ClientAddress
  /** Addresses or networks (CIDR) that bring the connections of many. */
  proxies: readonly string[]
  /** Ms since the epoch. */
  now: () => number
  /** A clock that only ever goes forward, in ms. */
  monotonic: () => number
  limits?: Limits
}

/** A server that answers nothing yet, and holds whoever connects to what a reader may take of headers, connections and time. */
export function createLimitedServer(deps: LimitedServerDeps): Connections & { server: Server } {
  const { clientAddress, proxies, now, monotonic, limits = LIMITS } = deps
  const server = createServer(limits.request)
  server.maxHeadersCount = limits.headers
  server.on('clientError', (error, socket) => answerUnreadable(error, socket, now()))
  const isProxy = createNetworks(proxies)
  return { server, ...limitConnections(server, { clientAddress, isProxy, monotonic, most: limits.connections }) }
}
