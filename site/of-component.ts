import type { PublicIncident } from '#domain/public-incident.ts'
import type { PublicOccurrence } from '#domain/public-occurrence.ts'
import type { PublicView } from '#domain/public-view.ts'

/** The incidents of a view in which something was ever said of a component, newest first. */
export function incidentsOf({ incidents }: Pick<PublicView, 'incidents'>, id: string): PublicIncident[] {
  return incidents.filter((incident) =>
    [incident, ...incident.updates].some(({ components }) => components.some((one) => one.id === id)),
  )
}

/** What a view shows of a component's maintenance: what is in progress and to come, then what is past, newest first. */
export function maintenanceOf(
  { at, maintenance, occurrences }: Pick<PublicView, 'at' | 'maintenance' | 'occurrences'>,
  id: string,
): PublicOccurrence[] {
  const past = occurrences.filter(({ endsAt }) => endsAt <= at).toReversed()
  return [...maintenance, ...past].filter(({ components }) => components.some((one) => one.id === id))
}
