import type { TestProject } from 'vitest/node'
import { startPostgres } from './postgres.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The address of a database from which others can be made on the PostgreSQL server of this run. */
    postgresUrl: string
  }
}

/** Nothing of it need last, and every test makes a database. */
const HASTY = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  autovacuum: 'off',
}

/** One PostgreSQL server for a run of tests, each of which makes a database of its own. */
export default async function setUp({ provide }: TestProject): Promise<() => Promise<void>> {
  const postgres = await startPostgres(HASTY)
  provide('postgresUrl', postgres.url('postgres'))
  return async () => postgres[Symbol.asyncDispose]()
}
