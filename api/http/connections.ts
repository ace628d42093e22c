import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import { type ClientAddress, clientBlock } from './client-address.ts'
import type { ConnectionLimits } from './server-limits.ts'

export interface ConnectionsDeps {
  clientAddress: ClientAddress
  /** Whether an address is one of the operator's own proxies, which brings the connections of many. */
  isProxy: (address: string) => boolean
  /** A clock that only ever goes forward, in ms. */
  monotonic: () => number
  most: ConnectionLimits
}

export interface Connections {
  /** Lets a connection wait as long as it likes: the rules of what it asked for say how many of its kind there may be. */
  spare(socket: Socket): void
}

interface Connection {
  /** What it is counted under; `undefined` of a proxy, which is not counted. */
  block: string | undefined
  isSpared: boolean
  /** How many bytes have left this process, and when that last grew. */
  written: number
  answeredAt: number
  /** Since when what was written to it has been waiting; `undefined` when nothing is. */
  fullSince: number | undefined
}

/**
 * Keeps the connections of a server within bounds. A newcomer is never turned away: where there are too many, those go
 * that have waited longest, as slow clients have and readers have not. All is done once a second, nothing a request.
 */
export function limitConnections(
  server: Server,
  { clientAddress, isProxy, monotonic, most }: ConnectionsDeps,
): Connections {
  // In the order of their last answer, the longest ago first.
  const open = new Map<Socket, Connection>()

  const cut = (socket: Socket): void => {
    open.delete(socket)
    socket.destroy()
  }

  const admit = (socket: Socket): void => {
    const address = clientAddress(socket.remoteAddress, undefined)
    const block = isProxy(address) ? undefined : clientBlock(address)
    open.set(socket, { block, isSpared: false, written: 0, answeredAt: monotonic(), fullSince: undefined })
    socket.once('close', () => open.delete(socket))
    const longest = open.size > most.all ? longestWaiting(open) : undefined
    if (longest) cut(longest)
  }

  const sweep = (): void => {
    const now = monotonic()
    for (const [socket, connection] of [...open]) {
      const { answeredAt, fullSince } = progressOf(socket, connection, now)
      if (answeredAt === now) {
        open.delete(socket)
        open.set(socket, connection)
      }
      if (fullSince !== undefined && now - fullSince > most.drainMs) cut(socket)
    }
    if (open.size > most.fromAddress) for (const socket of tooMany(open, most, now)) cut(socket)
  }

  const sweeping = setInterval(sweep, most.sweepMs).unref()
  server.on('connection', admit)
  server.once('close', () => clearInterval(sweeping))
  return {
    spare: (socket) => {
      const connection = open.get(socket)
      if (connection) connection.isSpared = true
    },
  }
}

/** Notes what has left this process since a connection was last looked at. */
function progressOf(socket: Socket, connection: Connection, now: number): Connection {
  const written = socket.bytesWritten - socket.writableLength
  const hasGrown = written > connection.written
  const isFull = socket.writableLength > 0 && !hasGrown
  return Object.assign(connection, {
    written,
    answeredAt: hasGrown ? now : connection.answeredAt,
    fullSince: isFull ? (connection.fullSince ?? now) : undefined,
  })
}

function longestWaiting(open: ReadonlyMap<Socket, Connection>): Socket | undefined {
  for (const [socket, { isSpared }] of open) if (!isSpared) return socket
  return undefined
}

/** Those of each address beyond what it may have waiting, the longest first. */
function tooMany(open: ReadonlyMap<Socket, Connection>, most: ConnectionLimits, now: number): Socket[] {
  const waiting = [...open].filter(
    ([, { block, isSpared, answeredAt }]) => block !== undefined && !isSpared && now - answeredAt >= most.waitingMs,
  )
  const byAddress = Map.groupBy(waiting, ([, { block }]) => block)
  return [...byAddress.values()].flatMap((all) => all.slice(0, -most.fromAddress).map(([socket]) => socket))
}
