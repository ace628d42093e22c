import { componentStatus } from './component-status.ts'
import { occurrenceState } from './maintenance.ts'
import { overall } from './overall.ts'
import { type PublicOccurrence, upcoming } from './public-occurrence.ts'
import { endOfWork, type PublicComponent, type PublicView } from './public-view.ts'
import { sentence } from './sentence.ts'

/**
 * What a view that was made earlier still tells at `at`: maintenance begins and ends by its times, and a status that
 * no evidence vouches for any longer is unknown, unless people say otherwise. The record of the days shown stays as it
 * was.
 */
export function agedView(view: PublicView, at: number): PublicView {
  const occurrences = view.occurrences.map((one) => ({ ...one, state: occurrenceState(one, at) }))
  const maintenance = upcoming(occurrences, at)
  const components = view.components.map((component) => aged(component, { ...view, occurrences }, at))
  const status = overall(components.map((component) => component.status))
  const until = endOfWork(maintenance, view.page.timezone)
  return { ...view, at, status, sentence: sentence(status, components, until), components, occurrences, maintenance }
}

function aged(component: PublicComponent, view: PublicView, at: number): PublicComponent {
  const { id, vouchedUntil } = component
  const isVouched = vouchedUntil !== null && at <= vouchedUntil
  const rawStatus = isVouched ? component.rawStatus : 'unknown'
  const inMaintenance = view.occurrences.some((one) => isUnderWork(id, one))
  const status = componentStatus({ checks: [rawStatus], inMaintenance, impacts: impactsOn(id, view) })
  if (status === component.status) return { ...component, rawStatus }
  return {
    ...component,
    rawStatus,
    status,
    since: isVouched ? at : (vouchedUntil ?? component.since),
    ...NOTHING_KNOWN,
  }
}

/** Of what was so before, nothing is said any more. */
const NOTHING_KNOWN = { reason: null, advice: null }

function isUnderWork(componentId: string, { state, components }: PublicOccurrence): boolean {
  return state === 'in_progress' && components.some(({ id }) => id === componentId)
}

function impactsOn(componentId: string, { incidents }: PublicView) {
  const open = incidents.filter(({ resolvedAt }) => resolvedAt === null)
  return open.flatMap(({ components }) => components.filter(({ id }) => id === componentId).map(({ impact }) => impact))
}
