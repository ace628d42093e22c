import type { ComponentImpact } from '#domain/incident.ts'
import { heldColumns, type Kit } from './kit.ts'

/**
 * What people tell of a disturbance. A fact is a row that is never edited: a change adds the next revision and marks
 * the one before as superseded, so that yesterday's page can be asked again.
 */
export const incidentTables = (kit: Kit) => ({ ...whatItIs(kit), ...whatWasSaid(kit) })

const whatItIs = (kit: Kit) => {
  const { table, key, text, at, integer, flag, primaryKey } = kit
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
      ...heldColumns(kit),
      title: text('title').notNull(),
      publishedAt: at('published_at'),
      startedAt: at('started_at').notNull(),
      resolvedAt: at('resolved_at'),
      nextUpdateBy: at('next_update_by'),
      postmortem: text('postmortem'),
      /** When a person first wrote to it; what nobody has touched follows the evidence by itself. */
      touchedAt: at('touched_at'),
    },
    (row) => [primaryKey({ columns: [row.incidentKey, row.revision] })],
  )
  return { incidents, incidentRevisions }
}

const whatWasSaid = (kit: Kit) => {
  const { table, key, text, at, integer, json, primaryKey, index } = kit
  const incidentUpdates = table(
    'incident_updates',
    {
      id: text('id').notNull(),
      revision: integer('revision').notNull(),
      incidentKey: integer('incident_key').notNull(),
      ...heldColumns(kit),
      at: at('at').notNull(),
      status: text('status').notNull(),
      body: text('body').notNull(),
      /** What it stated of each component: ids and impacts. */
      components: json('components').$type<readonly ComponentImpact[]>().notNull().default([]),
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
      ...heldColumns(kit),
      startsAt: at('starts_at').notNull(),
      endsAt: at('ends_at'),
      impact: text('impact').notNull(),
    },
    (row) => [index('incident_impacts_by_component').on(row.componentKey, row.startsAt)],
  )
  return { incidentUpdates, incidentImpacts }
}
