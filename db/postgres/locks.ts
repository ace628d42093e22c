import type { Client } from 'pg'

/** The keys of our advisory locks, of which each database has its own. */
export const LOCKS = { migration: 7_325_001, server: 7_325_002 } as const

/**
 * Takes the lease of a server for as long as this connection lives. A client that vanished without a word loses it after
 * half a minute.
 *
 * @returns whether it could be had
 */
export async function takeLease(client: Client): Promise<boolean> {
  await client.query('SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 4')
  const { rows } = await client.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1) AS taken', [LOCKS.server])
  return rows[0]?.taken ?? false
}
