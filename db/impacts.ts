import { and, asc, eq, gt, isNotNull, isNull, lt, or } from 'drizzle-orm'
import type { ImpactSpan } from '#domain/incident.ts'
import type { Impact } from '#domain/status.ts'
import type { Recorded } from '#domain/timeline.ts'
import type { Database } from './database.ts'

/**
 * What published incidents, none of them private, state of components in `[from, to)`, and what they stated before. What
 * was entered while an incident was a draft counts as recorded when it was published.
 */
export async function listImpacts(
  db: Database,
  { from, to }: { from: number; to: number },
): Promise<(ImpactSpan & Recorded)[]> {
  const { incidents, incidentRevisions: held, incidentImpacts: table, components } = db.tables
  const touches = and(lt(table.startsAt, to), or(isNull(table.endsAt), gt(table.endsAt, from)))
  const { impact, startsAt, endsAt, recordedAt, supersededAt } = table
  const rows = await db.orm
    .select({ id: components.id, impact, startsAt, endsAt, recordedAt, supersededAt, publishedAt: held.publishedAt })
    .from(table)
    .innerJoin(components, eq(components.key, table.componentKey))
    .innerJoin(incidents, and(eq(incidents.key, table.incidentKey), eq(incidents.private, false)))
    .innerJoin(held, and(eq(held.incidentKey, incidents.key), isNull(held.supersededAt), isNotNull(held.publishedAt)))
    .where(touches)
    .orderBy(asc(startsAt), asc(table.key))
  return rows.map(({ impact, publishedAt, recordedAt, ...row }) => ({
    ...row,
    impact: impact as Impact,
    recordedAt: Math.max(recordedAt, publishedAt ?? recordedAt),
  }))
}
