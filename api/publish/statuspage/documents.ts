import type { PublicView } from '#domain/public-view.ts'
import { JSON_TYPE } from '../document.ts'
import type { Renderer } from '../edition.ts'
import { pageId, toComponents } from './components.ts'
import { toIncident } from './incidents.ts'
import { toMaintenance } from './maintenances.ts'
import { pageStatus } from './status.ts'
import { timePrinter, zoneName } from './times.ts'

/** Statuspage gives no more of a list. */
const MOST_LISTED = 50

/** Every document of Statuspage's public API, version 2; each key in the order of its own documents. */
export const STATUSPAGE_RENDERERS: readonly Renderer[] = [
  document('summary', (view) => ({
    components: toComponents(view),
    incidents: incidentsOf(view).filter(isUnresolved),
    scheduled_maintenances: maintenancesOf(view).filter((one) => isUpcoming(one) || isActive(one)),
    status: pageStatus(view),
  })),
  document('status', (view) => ({ status: pageStatus(view) })),
  document('components', (view) => ({ components: toComponents(view) })),
  document('incidents', (view) => ({ incidents: incidentsOf(view).slice(0, MOST_LISTED) })),
  document('incidents/unresolved', (view) => ({ incidents: incidentsOf(view).filter(isUnresolved) })),
  document('scheduled-maintenances', (view) => ({
    scheduled_maintenances: maintenancesOf(view).slice(0, MOST_LISTED),
  })),
  document('scheduled-maintenances/upcoming', (view) => ({
    scheduled_maintenances: maintenancesOf(view).filter(isUpcoming),
  })),
  document('scheduled-maintenances/active', (view) => ({
    scheduled_maintenances: maintenancesOf(view).filter(isActive),
  })),
]

function document(name: string, content: (view: PublicView) => object): Renderer {
  return {
    path: `/api/v2/${name}.json`,
    type: JSON_TYPE,
    render: (view) => JSON.stringify({ page: toPage(view), ...content(view) }),
  }
}

function toPage(view: PublicView) {
  const { name, url, timezone } = view.page
  return {
    id: pageId(view),
    name,
    url,
    time_zone: zoneName(timezone),
    updated_at: timePrinter(timezone)(changedAt(view)),
  }
}

/** When anything that these documents tell was last changed. */
export function changedAt({ components, incidents, occurrences, at }: PublicView): number {
  const instants = [
    ...components.map(({ since, createdAt }) => since ?? createdAt),
    ...incidents.map(({ updatedAt }) => updatedAt),
    ...occurrences.flatMap(({ events }) => events.map((event) => event.at)),
  ]
  return Math.max(0, ...instants.filter((instant) => instant <= at))
}

/** Newest first. */
function incidentsOf(view: PublicView) {
  const components = toComponents(view)
  return view.incidents.map((incident) => toIncident(incident, view, components))
}

/** Those that are announced and not cancelled, newest first. */
function maintenancesOf(view: PublicView) {
  const components = toComponents(view)
  return view.occurrences
    .filter(({ state, announcedAt }) => state !== 'cancelled' && announcedAt <= view.at)
    .sort((a, b) => b.startsAt - a.startsAt)
    .map((occurrence) => toMaintenance(occurrence, view, components))
}

const isUnresolved = ({ resolved_at }: { resolved_at: string | null }): boolean => resolved_at === null
const isUpcoming = ({ status }: { status: string }): boolean => status === 'scheduled'
const isActive = ({ status }: { status: string }): boolean => status === 'in_progress'
