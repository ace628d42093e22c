import { blob, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** The column builders that the tables are written in; a dialect is a kit of the same names. */
export const sqliteKit = {
  table: sqliteTable,
  primaryKey,
  index,
  text,
  integer,
  /** An instant: whole ms since the epoch, UTC. */
  at: (name: string) => integer(name),
  /** A length of time, which may be more than 24 days: too much for 32 bits. */
  ms: (name: string) => integer(name),
  /** A small number that stands for a row elsewhere, given by the database. */
  key: (name: string) => integer(name).primaryKey({ autoIncrement: true }),
  flag: (name: string) => integer(name, { mode: 'boolean' }),
  json: (name: string) => text(name, { mode: 'json' }),
  bytes: (name: string) => blob(name, { mode: 'buffer' }),
}

export type Kit = typeof sqliteKit

/** When a fact was recorded, and until when it was held true. */
export const heldColumns = ({ at }: Kit) => ({
  recordedAt: at('recorded_at').notNull(),
  supersededAt: at('superseded_at'),
})
