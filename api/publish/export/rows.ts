import type { PublicIncident } from '#domain/public-incident.ts'
import type { PublicOccurrence } from '#domain/public-occurrence.ts'
import type { PublicComponent, PublicView } from '#domain/public-view.ts'
import type { DayBar } from '#domain/uptime.ts'
import { iso, isoOrNull } from '../iso.ts'

/** One line of an export: an incident, an occurrence of maintenance, or a component's day. */
export interface ExportRow {
  kind: 'incident' | 'maintenance' | 'day'
  id: string
  title: string
  /** Ids, with spaces between. */
  components: string
  status: string
  impact: string | null
  from: string
  to: string | null
  uptime: number | null
  coverage: number | null
}

/** Everything that is on record for the public, incidents first, each kind newest first. */
export function* exportRows(
  view: PublicView,
  incidents: readonly PublicIncident[],
  occurrences: readonly PublicOccurrence[],
): Generator<ExportRow, void> {
  yield* incidents.map(incidentRow)
  yield* occurrences.map(occurrenceRow)
  for (const component of view.components) for (const day of component.days.toReversed()) yield dayRow(component, day)
}

function dayRow({ id, name }: PublicComponent, { date, from, to, worst, uptime, coverage }: DayBar): ExportRow {
  return {
    ...{ kind: 'day', id: `${id}/${date}`, title: name, components: id, status: worst, impact: null },
    ...{ from: iso(from), to: iso(to), uptime, coverage },
  }
}

function incidentRow({ id, title, components, status, impact, startedAt, resolvedAt }: PublicIncident): ExportRow {
  return {
    ...{ kind: 'incident', id, title, components: components.map((one) => one.id).join(' '), status, impact },
    ...{ from: iso(startedAt), to: isoOrNull(resolvedAt), uptime: null, coverage: null },
  }
}

function occurrenceRow({ id, title, components, state, startsAt, endsAt }: PublicOccurrence): ExportRow {
  return {
    ...{ kind: 'maintenance', id, title, components: components.map((one) => one.id).join(' '), status: state },
    ...{ impact: null, from: iso(startsAt), to: iso(endsAt), uptime: null, coverage: null },
  }
}
