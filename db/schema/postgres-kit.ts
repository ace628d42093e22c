import { bigint, boolean, customType, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import type { Kit } from './kit.ts'

const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' })

const postgresBuilders = {
  table: pgTable,
  primaryKey,
  index,
  text,
  integer,
  at: (name: string) => bigint(name, { mode: 'number' }),
  ms: (name: string) => bigint(name, { mode: 'number' }),
  // By default only, so that a record that is copied keeps its keys.
  key: (name: string) => integer(name).primaryKey().generatedByDefaultAsIdentity(),
  flag: (name: string) => boolean(name),
  json: (name: string) => jsonb(name),
  bytes: (name: string) => bytea(name),
}

/** Each builder takes and gives what its namesake does, which is why one type stands for both. */
export const postgresKit = postgresBuilders satisfies Record<keyof Kit, unknown> as unknown as Kit
