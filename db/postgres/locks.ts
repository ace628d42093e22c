import { setTimeout as sleep } from 'node:timers/promises'
import type { Client } from 'pg'

/** The keys of our advisory locks, of which each database has its own. */
export const LOCKS = { migration: 7_325_001, server: 7_325_002, backup: 7_325_003 } as const

/** The server of one that was just killed may not have noticed yet. */
const TRIES = 20
const RETRY_MS = 50

/**
 * Takes the lease of a server for as long as this connection lives. A client that vanished without a word loses it after
 * half a minute.
 *
 * @returns whether it could be had
 */
export async function takeLease(client: Client): Promise<boolean> {
  await client.query('SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 4')
  for (let tries = 1; ; tries++) {
    const { rows } = await client.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1) AS taken', [LOCKS.server])
    if (rows[0]?.taken) return true
    if (tries === TRIES) return false
    await sleep(RETRY_MS)
  }
}
