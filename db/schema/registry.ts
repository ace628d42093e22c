import type { Kit } from './kit.ts'

/** Who is known by name: upserted from the configuration, retired when they leave it, never deleted. */
export const registryTables = ({ table, key, text, at, integer }: Kit) => {
  const components = table('components', {
    key: key('key'),
    id: text('id').notNull().unique(),
    name: text('name').notNull(),
    retiredAt: at('retired_at'),
  })
  const checks = table('checks', {
    key: key('key'),
    id: text('id').notNull().unique(),
    componentKey: integer('component_key')
      .notNull()
      .references(() => components.key),
    kind: text('kind').notNull(),
    retiredAt: at('retired_at'),
  })
  const regions = table('regions', {
    key: key('key'),
    id: text('id').notNull().unique(),
  })
  return { components, checks, regions }
}
