import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import { Client } from 'pg'
import { DatabaseUnusable } from '../database.ts'
import { LOCKS } from './locks.ts'

const OLDEST_VERSION = 140_000
/** How long another process is waited for that does the same. */
const PATIENCE_MS = 60_000

/**
 * Brings a database forward to the newest schema in one transaction, one process at a time.
 *
 * @throws {DatabaseUnusable} when the server is older than PostgreSQL 14
 */
export async function migrateDatabase(url: string, migrationsFolder: string): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5000, lock_timeout: PATIENCE_MS })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await requireVersion(client)
    await client.query('SELECT pg_advisory_lock($1)', [LOCKS.migration])
    await migrate(drizzle(client), { migrationsFolder })
  } finally {
    // The lock ends with the connection.
    await client.end()
  }
}

async function requireVersion(client: Client): Promise<void> {
  const { rows } = await client.query<{ server_version_num: string }>('SHOW server_version_num')
  const version = Number(rows[0]?.server_version_num)
  if (version >= OLDEST_VERSION) return
  throw new DatabaseUnusable(`PostgreSQL ${Math.floor(version / 10_000)} is too old: it takes 14 or later.`)
}
