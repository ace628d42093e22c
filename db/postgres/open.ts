import { drizzle } from 'drizzle-orm/node-postgres'
import { type Client, Pool } from 'pg'
import { showDatabaseUrl } from '#domain/database-url.ts'
import { type Database, DatabaseUnusable, type Opening } from '../database.ts'
import { postgresTables } from '../schema/postgres.ts'
import { createWriter, type Orm } from '../writer.ts'
import { createBounds } from './bounds.ts'
import { type Connection, createConnection, TIMEOUTS } from './connection.ts'
import { createDays } from './days.ts'
import { takeLease } from './locks.ts'
import { migrateDatabase } from './migrate.ts'

/** Readers at once; more wait for their turn. */
const MOST_READERS = 4

/**
 * Opens a database of a PostgreSQL server, brought to the newest schema if need be.
 *
 * @throws {DatabaseUnusable} when it cannot be reached or used, or another server uses it
 */
export async function openPostgres(url: string, { migrations, serving }: Opening): Promise<Database> {
  const days = createDays()
  const connection = createConnection(url, serving ? (client) => requireLease(client, url) : async () => undefined)
  await explained(url, connection, async () => {
    if (serving) await connection.get()
    await migrateDatabase(url, `${migrations}/postgres`)
  })
  const pool = createPool(url)
  const write = createWriter(createBounds(connection, days))
  return {
    dialect: 'postgres',
    // The builders of both dialects are awaited alike, which is all that the shared type lets one do.
    orm: drizzle(pool) as unknown as Orm,
    tables: postgresTables,
    write,
    dropDays: (before) => write(async () => days.drop(await connection.get(), before)),
    close: async () => {
      if (!pool.ending) await pool.end()
      await connection.close()
    },
  }
}

function createPool(url: string): Pool {
  const options = '-c default_transaction_read_only=on'
  const application_name = 'scopien-status reader'
  const pool = new Pool({ connectionString: url, ...TIMEOUTS, max: MOST_READERS, options, application_name })
  // A connection that is lost while nobody uses it is made anew when somebody does.
  pool.on('error', () => undefined)
  return pool
}

async function requireLease(client: Client, url: string): Promise<void> {
  if (await takeLease(client)) return
  throw new DatabaseUnusable(
    `Another server uses the database ${showDatabaseUrl(url)}: stop it, or set DATABASE_URL to another.`,
  )
}

async function explained(url: string, connection: Connection, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    connection.drop()
    if (error instanceof DatabaseUnusable) throw error
    const cause = error instanceof Error && error.cause ? error.cause : error
    if (!(cause instanceof Error && 'code' in cause)) throw error
    const reason = cause.message || String(cause.code)
    const shown = showDatabaseUrl(url)
    throw new DatabaseUnusable(`The database ${shown} cannot be opened (${reason}): start it, or set DATABASE_URL.`, {
      cause,
    })
  }
}
