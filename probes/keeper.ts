import type { Observed } from '#domain/observed.ts'
import type { Line } from './line.ts'

/** A connection that speaks HTTP, and what was seen when it was made. */
export interface Connection {
  origin: string
  line: Line
  seen: Pick<Observed, 'family' | 'tls'>
}

/** Connections that are kept from one request to the next, one for each name. */
export interface Keeper {
  /** Hands out the connection of a name if it goes to this origin and is open; nobody else has it meanwhile. */
  take(name: string, origin: string): Connection | null
  /** Keeps a connection that is not in use any more, in place of the one before. */
  give(name: string, connection: Connection): void
  /** Ends them all, and keeps none from now on. */
  close(): void
}

/** The most connections that are kept; what is beyond is made afresh each time. */
const MOST_KEPT = 1000

export function createKeeper(): Keeper {
  const kept = new Map<string, Connection>()
  let closed = false
  return {
    take: (name, origin) => {
      const connection = kept.get(name)
      kept.delete(name)
      if (connection?.origin === origin && connection.line.isOpen()) return connection
      connection?.line.destroy()
      return null
    },
    give: (name, connection) => {
      kept.get(name)?.line.destroy()
      kept.delete(name)
      if (closed || kept.size >= MOST_KEPT) connection.line.destroy()
      else kept.set(name, connection)
    },
    close: () => {
      closed = true
      for (const { line } of kept.values()) line.destroy()
      kept.clear()
    },
  }
}
