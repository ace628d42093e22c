import type { Kit } from './kit.ts'

/** Who is known by name: upserted from the configuration, retired when they leave it, never deleted. */
export const registryTables = ({ table, key, text, at, ms, integer, flag }: Kit) => {
  const components = table('components', {
    key: key('key'),
    id: text('id').notNull().unique(),
    name: text('name').notNull(),
    /** When it was first configured. */
    createdAt: at('created_at').notNull().default(0),
    retiredAt: at('retired_at'),
  })
  const checks = table('checks', {
    key: key('key'),
    id: text('id').notNull().unique(),
    componentKey: integer('component_key')
      .notNull()
      .references(() => components.key),
    kind: text('kind').notNull(),
    /** What it last was, for the time when it is configured no more; `null` when that was never noted. */
    region: text('region'),
    /** The most severe status that it could claim; `null` is no cap. */
    worst: text('worst'),
    informational: flag('informational'),
    /** Whether the check or its component was. */
    private: flag('private'),
    staleAfterMs: ms('stale_after_ms'),
    /** From when on it says nothing: when it left, or when it fell silent before. */
    retiredAt: at('retired_at'),
  })
  const regions = table('regions', {
    key: key('key'),
    id: text('id').notNull().unique(),
  })
  return { components, checks, regions }
}
