import { Client } from 'pg'

/** A statement that takes longer is ended by the server, and then given up here. */
export const TIMEOUTS = {
  connectionTimeoutMillis: 5000,
  statement_timeout: 10_000,
  lock_timeout: 5000,
  idle_in_transaction_session_timeout: 15_000,
  query_timeout: 12_000,
  keepAlive: true,
}

const SHORTEST_PAUSE_MS = 100
const LONGEST_PAUSE_MS = 5000

/** One connection that is made when it is needed, and anew after it was lost. */
export interface Connection {
  /** Rejects while it cannot be had. */
  get(): Promise<Client>
  /** Gives a connection up that no longer does as it should. */
  drop(): void
  close(): Promise<void>
}

/**
 * Keeps one connection. When it cannot be had it is tried again on demand, but not before a pause that doubles from
 * 100 ms to 5 s; meanwhile whoever wants it is told at once.
 *
 * @param prepare  done first on each new connection; what it throws counts as not to be had
 */
export function createConnection(url: string, prepare: (client: Client) => Promise<void>): Connection {
  let current: Client | undefined
  let pauseMs = SHORTEST_PAUSE_MS
  let refusal: unknown

  const drop = (): void => {
    current?.end().catch(() => undefined)
    current = undefined
  }

  const lose = (client: Client): void => {
    if (current === client) drop()
  }

  const pause = (error: unknown): void => {
    refusal = error
    setTimeout(() => {
      refusal = undefined
    }, pauseMs).unref()
    pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)
  }

  return {
    get: async () => {
      if (current) return current
      if (refusal) throw refusal
      try {
        current = await connect(url, { prepare, lose })
        pauseMs = SHORTEST_PAUSE_MS
        return current
      } catch (error) {
        pause(error)
        throw error
      }
    },
    drop,
    close: async () => {
      const client = current
      current = undefined
      await client?.end()
    },
  }
}

/** A new connection, prepared; `lose` is told when it is no more. */
async function connect(
  url: string,
  { prepare, lose }: { prepare: (client: Client) => Promise<void>; lose: (client: Client) => void },
): Promise<Client> {
  const application_name = 'scopien-status writer'
  const client = new Client({ connectionString: url, ...TIMEOUTS, pipeline: true, application_name })
  // An error that nobody listens for would end the process.
  client.on('error', () => lose(client))
  client.on('end', () => lose(client))
  try {
    await client.connect()
    await prepare(client)
  } catch (error) {
    client.end().catch(() => undefined)
    throw error
  }
  return client
}
