import { withUpdate } from '#domain/incident-change.ts'
import { isPublished } from '#domain/public-incident.ts'
import type { PublicEvent } from '#domain/public-occurrence.ts'
import { type PublicView, toPublicView } from '#domain/public-view.ts'
import { componentOf, configurationOf, factsOf, incidentOf, NOW, occurrenceOf } from '../../facts.ts'

const MINUTE = 60_000
const DAY = 86_400_000
/** Text that means something to HTML, XML, calendars, spreadsheets and terminals, and is long. */
export const AWKWARD = '=<b>&"\' ,;\\ ünï 🛠 \u001b[31m'

const COMPONENTS = [
  componentOf('api', { name: 'API', group: 'core', description: 'Requests to api.scopien.com' }),
  componentOf('dashboard', { name: 'Dashboard', group: 'core' }),
  componentOf('sync', { name: 'Salesforce sync' }),
  componentOf('vault', { name: 'Vault', private: true }),
]
const SAID = {
  message: 'A disk.',
  status: 'identified',
  components: null,
  nextUpdateBy: null,
  resolvedAt: null,
} as const

const open = withUpdate(
  incidentOf('inc_open', NOW - 30 * MINUTE, { title: `API ${AWKWARD}`, message: `We look **into** it. ${AWKWARD}` }),
  { ...SAID, components: { sync: 'partial_outage' } },
  'upd_second',
  { at: NOW - 20 * MINUTE, person: true },
)
const over = withUpdate(
  withUpdate(
    incidentOf('inc_over', NOW - 3 * DAY, { components: [{ id: 'dashboard', impact: 'degraded_performance' }] }),
    { ...SAID, status: 'monitoring' },
    'upd_watched',
    { at: NOW - 3 * DAY + MINUTE, person: true },
  ),
  { ...SAID, status: 'resolved', message: 'Over.' },
  'upd_done',
  { at: NOW - 3 * DAY + 2 * MINUTE, person: true },
)
const draft = incidentOf('inc_draft', NOW - MINUTE, { draft: true })

const occurrences = [
  occurrenceOf('mnt_past', NOW - 10 * DAY, { title: 'Past work' }),
  occurrenceOf('mnt_moved', NOW + 2 * DAY, {
    ...{ title: `Moved ${AWKWARD}`, description: `Work *on* it. ${AWKWARD}`, movedFrom: NOW + DAY },
    expect: [`It may fail ${AWKWARD}`],
  }),
  occurrenceOf('mnt_cancelled', NOW + 3 * DAY, { cancelledAt: NOW - DAY, timezone: 'Europe/Berlin' }),
  // Over the change of the clock in March, and not announced yet.
  occurrenceOf('mnt_far', Date.parse('2027-03-14T06:30:00Z'), { title: 'Far work' }),
]

const EVENTS: Readonly<Record<string, readonly (readonly [PublicEvent['kind'], number])[]>> = {
  mnt_past: [
    ['announced', NOW - 17 * DAY],
    ['reminder', NOW - 10 * DAY - 60 * MINUTE],
    ['started', NOW - 10 * DAY],
    ['ended', NOW - 10 * DAY + 120 * MINUTE],
  ],
  mnt_moved: [
    ['announced', NOW - 5 * DAY],
    ['moved', NOW - 4 * DAY],
  ],
  mnt_cancelled: [
    ['announced', NOW - 4 * DAY],
    ['cancelled', NOW - DAY],
  ],
}

/** A page on which much has happened: an open incident, one that is over, a draft, work of every kind. */
export function storyView(timezone = 'America/New_York'): PublicView {
  const configuration = {
    ...configurationOf(COMPONENTS, { groups: [{ id: 'core', name: 'Core' }] }),
    page: { name: `Scopien ${AWKWARD}`, timezone, links: [], support: [] },
  }
  const incidents = [open, over, draft]
  const impacts = incidents.filter(isPublished).flatMap((incident) => incident.impacts)
  const births = new Map(COMPONENTS.map(({ id }) => [id, NOW - 400 * DAY]))
  const view = toPublicView(factsOf(COMPONENTS, { configuration, births, incidents, impacts, occurrences }), NOW)
  const withEvents = view.occurrences.map((occurrence) => ({
    ...occurrence,
    events: (EVENTS[occurrence.id] ?? []).map(([kind, at], n) => ({ id: `evt_${occurrence.id}_${n}`, kind, at })),
  }))
  return {
    ...view,
    occurrences: withEvents,
    maintenance: withEvents.filter(({ id }) => view.maintenance.some((one) => one.id === id)),
  }
}
