import { drizzle } from 'drizzle-orm/node-postgres'
import { Client } from 'pg'
import { showDatabaseUrl } from '#domain/database-url.ts'
import { copyRows } from '../copy.ts'
import { type Database, DatabaseBusy, type Snapshot } from '../database.ts'
import { readOnly } from '../read-only.ts'
import { postgresTables } from '../schema/postgres.ts'
import { requireSchema } from '../schema-version.ts'
import { openSqlite } from '../sqlite/open.ts'
import type { Orm } from '../writer.ts'
import { LOCKS } from './locks.ts'

/** Counting a large record takes its time; a snapshot that nobody reads any more is ended, as it keeps old rows alive. */
const TIMEOUTS = {
  connectionTimeoutMillis: 5000,
  statement_timeout: 600_000,
  lock_timeout: 5000,
  idle_in_transaction_session_timeout: 300_000,
  keepAlive: true,
}

/**
 * Takes a snapshot of a database of a PostgreSQL server: one transaction that reads what was committed when it began.
 *
 * @throws {DatabaseBusy} when another process has one
 */
export async function openPostgresSnapshot(url: string, migrations: string): Promise<Snapshot> {
  const client = new Client({ connectionString: url, ...TIMEOUTS, application_name: 'scopien-status backup' })
  // A connection that is lost fails the query that waits, and the next.
  client.on('error', () => undefined)
  try {
    await client.connect()
    await takeTurn(client, url)
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    const place = `The database ${showDatabaseUrl(url)}`
    requireSchema(place, await newestMigration(client), { folder: `${migrations}/postgres`, refused: 'others' })
  } catch (error) {
    client.end().catch(() => undefined)
    throw error
  }
  const db = readOnly({
    dialect: 'postgres',
    // The builders of both dialects are awaited alike, which is all that the shared type lets one do.
    orm: drizzle(client) as unknown as Orm,
    tables: postgresTables,
    close: () => client.end(),
  })
  return { db, copyTo: (file) => exportRows(db, file, migrations) }
}

/** The lock ends with the connection. */
async function takeTurn(client: Client, url: string): Promise<void> {
  const { rows } = await client.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1) AS taken', [LOCKS.backup])
  if (rows[0]?.taken) return
  throw new DatabaseBusy(`Another process is backing up the database ${showDatabaseUrl(url)}.`)
}

async function newestMigration(client: Client): Promise<number> {
  const known = await client.query("SELECT to_regclass('drizzle.__drizzle_migrations') IS NOT NULL AS there")
  if (!known.rows[0]?.there) return 0
  const { rows } = await client.query('SELECT max(created_at) AS newest FROM drizzle.__drizzle_migrations')
  return Number(rows[0]?.newest ?? 0)
}

async function exportRows(from: Database, file: string, migrations: string): Promise<void> {
  const to = await openSqlite(file, { migrations, serving: false })
  try {
    await copyRows(from, to, () => undefined)
  } finally {
    await to.close()
  }
}
