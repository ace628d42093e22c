import { heldColumns, type Kit } from './kit.ts'

/** Planned work: the series that people make, and every occurrence. Rows are superseded, never edited. */
export const maintenanceTables = (kit: Kit) => {
  const { table, text, at, integer, json, primaryKey, index } = kit
  const maintenanceSeries = table(
    'maintenance_series',
    {
      id: text('id').notNull(),
      revision: integer('revision').notNull(),
      ...heldColumns(kit),
      /** `file` or `api`. */
      origin: text('origin').notNull(),
      cancelledAt: at('cancelled_at'),
      definition: json('definition').notNull(),
    },
    (row) => [primaryKey({ columns: [row.id, row.revision] })],
  )
  const maintenanceOccurrences = table(
    'maintenance_occurrences',
    {
      id: text('id').notNull(),
      revision: integer('revision').notNull(),
      ...heldColumns(kit),
      seriesId: text('series_id'),
      startsAt: at('starts_at').notNull(),
      endsAt: at('ends_at').notNull(),
      announcedAt: at('announced_at').notNull(),
      cancelledAt: at('cancelled_at'),
      movedFrom: at('moved_from'),
      extendedFrom: at('extended_from'),
      /** When a person first changed this one by itself; its series changes it no more. */
      handledAt: at('handled_at'),
      noticeDays: integer('notice_days').notNull().default(7),
      timezone: text('timezone').notNull(),
      title: text('title').notNull(),
      description: text('description').notNull(),
      components: json('components').$type<readonly string[]>().notNull(),
      expect: json('expect').$type<readonly string[]>().notNull(),
    },
    (row) => [
      primaryKey({ columns: [row.id, row.revision] }),
      index('maintenance_occurrences_by_start').on(row.startsAt),
    ],
  )
  /** What has become of an occurrence, each once: rows are only ever added. */
  const maintenanceEvents = table(
    'maintenance_events',
    {
      id: text('id').primaryKey(),
      occurrenceId: text('occurrence_id').notNull(),
      kind: text('kind').notNull(),
      /** When it was due, or was done. */
      at: at('at').notNull(),
      recordedAt: at('recorded_at').notNull(),
    },
    (row) => [index('maintenance_events_by_occurrence').on(row.occurrenceId)],
  )
  return { maintenanceSeries, maintenanceOccurrences, maintenanceEvents }
}
