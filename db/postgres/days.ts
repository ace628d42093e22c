import type { Client } from 'pg'

const DAY_MS = 86_400_000
/** Readers that hold the table for longer are not waited for: it is tried again another time. */
const PATIENCE_MS = 40

/** The partitions of `results`, one a day (UTC), as one connection knows them. */
export interface Days {
  /** Makes those of some instants, and for each the next one ahead, where they are not there. */
  prepare(client: Client, instants: readonly number[]): Promise<void>
  /** Drops those that end by an instant; returns how many. */
  drop(client: Client, before: number): Promise<number>
  /** What was made may have been undone, or dropped by somebody else. */
  forget(): void
}

export function createDays(): Days {
  const known = new Set<number>()
  return {
    prepare: async (client, instants) => {
      const days = new Set(instants.map(dayOf))
      for (const day of days) {
        if (known.has(day)) continue
        await makeDay(client, day)
        await makeDay(client, day + 1)
        known.add(day)
      }
    },
    drop: async (client, before) => {
      const old = (await listDays(client)).filter((day) => (day + 1) * DAY_MS <= before)
      if (old.length === 0) return 0
      await client.query(`SET LOCAL lock_timeout = ${PATIENCE_MS}`)
      for (const day of old) await client.query(`DROP TABLE ${nameOf(day)}`)
      known.clear()
      return old.length
    },
    forget: () => known.clear(),
  }
}

/** Made beside the table and attached then, since a partition that is made in its place would lock readers out. */
async function makeDay(client: Client, day: number): Promise<void> {
  const name = nameOf(day)
  const { rows } = await client.query('SELECT to_regclass($1) IS NOT NULL AS there', [name])
  if (rows[0]?.there) return
  await client.query(`CREATE TABLE ${name} (LIKE results INCLUDING ALL)`)
  const bounds = `FROM (${day * DAY_MS}) TO (${(day + 1) * DAY_MS})`
  await client.query(`ALTER TABLE results ATTACH PARTITION ${name} FOR VALUES ${bounds}`)
}

async function listDays(client: Client): Promise<number[]> {
  const { rows } = await client.query<{ name: string }>(
    "SELECT c.relname AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = 'results'::regclass",
  )
  return rows.map(({ name }) => dayOf(Date.parse(`${name.slice(-10).replaceAll('_', '-')}T00:00Z`)))
}

function dayOf(at: number): number {
  return Math.floor(at / DAY_MS)
}

function nameOf(day: number): string {
  return `results_${new Date(day * DAY_MS).toISOString().slice(0, 10).replaceAll('-', '_')}`
}
