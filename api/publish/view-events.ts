import { isDeepStrictEqual } from 'node:util'
import type { PublicView } from '#domain/public-view.ts'
import { toIncidentJson } from './incidents-document.ts'
import { isoOrNull } from './iso.ts'
import { toOccurrenceJson } from './maintenance-document.ts'

/** What followers are told when facts change. */
export interface ViewEvent {
  kind: 'status' | 'incident' | 'maintenance'
  /** JSON */
  data: string
}

/** The status of the whole and of every component, as it is now. */
export function statusEvent({ status, components }: PublicView): ViewEvent {
  const told = components.map(({ id, status, since, reason }) => ({ id, status, since: isoOrNull(since), reason }))
  return { kind: 'status', data: JSON.stringify({ status, components: told }) }
}

/** What is other in a view than in the one before, in the order of the page. */
export function eventsBetween(before: PublicView, after: PublicView): ViewEvent[] {
  const { url } = after.page
  const status = statusEvent(after)
  const incidents = changed(before.incidents, after.incidents).map(
    (one): ViewEvent => ({ kind: 'incident', data: JSON.stringify(toIncidentJson(one, url)) }),
  )
  const maintenance = changed(before.occurrences, after.occurrences).map(
    (one): ViewEvent => ({ kind: 'maintenance', data: JSON.stringify(toOccurrenceJson(one, url)) }),
  )
  return [...(status.data === statusEvent(before).data ? [] : [status]), ...incidents, ...maintenance]
}

/** Those that are new or other than they were. */
function changed<One extends { id: string }>(before: readonly One[], after: readonly One[]): One[] {
  const known = new Map(before.map((one) => [one.id, one]))
  return after.filter((one) => !isDeepStrictEqual(one, known.get(one.id)))
}
