import type { Kit } from './kit.ts'

/**
 * What people announce. A fact is a row that is never edited: a change adds the next revision and marks the one
 * before as superseded, so that yesterday's page can be asked again.
 */
export const announcementTables = ({ table, key, text, at, integer, flag, json, primaryKey, index }: Kit) => {
  const fact = { recordedAt: at('recorded_at').notNull(), supersededAt: at('superseded_at') }

  const incidents = table('incidents', {
    key: key('key'),
    id: text('id').notNull().unique(),
    createdAt: at('created_at').notNull(),
    automatic: flag('automatic').notNull(),
    private: flag('private').notNull(),
  })
  const incidentRevisions = table(
    'incident_revisions',
    {
      incidentKey: integer('incident_key').notNull(),
      revision: integer('revision').notNull(),
      ...fact,
      title: text('title').notNull(),
      publishedAt: at('published_at'),
      startedAt: at('started_at').notNull(),
      resolvedAt: at('resolved_at'),
      nextUpdateBy: at('next_update_by'),
      postmortem: text('postmortem'),
    },
    (row) => [primaryKey({ columns: [row.incidentKey, row.revision] })],
  )
  const incidentUpdates = table(
    'incident_updates',
    {
      id: text('id').notNull(),
      revision: integer('revision').notNull(),
      incidentKey: integer('incident_key').notNull(),
      ...fact,
      at: at('at').notNull(),
      status: text('status').notNull(),
      body: text('body').notNull(),
    },
    (row) => [
      primaryKey({ columns: [row.id, row.revision] }),
      index('incident_updates_by_incident').on(row.incidentKey),
    ],
  )
  const incidentImpacts = table(
    'incident_impacts',
    {
      key: key('key'),
      incidentKey: integer('incident_key').notNull(),
      componentKey: integer('component_key').notNull(),
      ...fact,
      startsAt: at('starts_at').notNull(),
      endsAt: at('ends_at'),
      impact: text('impact').notNull(),
    },
    (row) => [index('incident_impacts_by_component').on(row.componentKey, row.startsAt)],
  )
  const maintenanceSeries = table(
    'maintenance_series',
    {
      id: text('id').notNull(),
      revision: integer('revision').notNull(),
      ...fact,
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
      ...fact,
      seriesId: text('series_id'),
      startsAt: at('starts_at').notNull(),
      endsAt: at('ends_at').notNull(),
      announcedAt: at('announced_at').notNull(),
      cancelledAt: at('cancelled_at'),
      movedFrom: at('moved_from'),
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
  return { incidents, incidentRevisions, incidentUpdates, incidentImpacts, maintenanceSeries, maintenanceOccurrences }
}
