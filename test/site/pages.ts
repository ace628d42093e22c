import { historyMonth, monthOfView } from '#domain/history-month.ts'
import type { PublicView } from '#domain/public-view.ts'
import { openapiDocument } from '../../api/openapi/document.ts'
import { PROBLEMS, type ProblemCode } from '../../api/problem.ts'
import type { PageSubject } from '../../api/publish/pages.ts'
import { checksOf, latencyOf } from './measured.ts'
import { MAINTAINED } from './scopien.ts'
import { STATES } from './states.ts'
import { makeOccurrence, makeView } from './view.ts'

/** A page to look at: where it is, what it is drawn from, and what it is about where that is one thing. */
export interface LookedAt {
  path: string
  view: PublicView
  about: PageSubject
}

/** The states in which incidents and maintenance are looked at on pages of their own. */
const WITH_OWN_PAGES = [
  'an incident of six updates',
  'maintenance moved, extended and cancelled',
  'names of 200 characters',
]

type Named = readonly [name: string, page: LookedAt]

/** The page in every state, and the pages of what it tells of, by name. */
export const PAGES: ReadonlyMap<string, LookedAt> = new Map<string, LookedAt>([
  ...Object.entries(STATES).map(([state, view]) => [`/ with ${state}`, { path: '/', view, about: {} }] as const),
  ...WITH_OWN_PAGES.flatMap((state) => ownPages(state, stateOf(state))),
  ...['all well', 'two down', 'an incident of six updates', 'no data at all', 'names of 200 characters'].flatMap(
    (state) => componentPages(state, stateOf(state)),
  ),
  ...['all well', 'an incident of six updates', 'no data at all', 'names of 200 characters', '40 components'].map(
    (state) => historyOf(state, stateOf(state), '2026-11'),
  ),
  ...['all well', 'maintenance moved, extended and cancelled', 'no data at all', 'names of 200 characters'].flatMap(
    (state) =>
      ['/maintenance', '/embed'].map(
        (path): Named => [`${path} with ${state}`, { path, view: lookedBack(stateOf(state)), about: {} }],
      ),
  ),
  ...['all well', 'an incident of six updates', 'maintenance in progress', 'names of 200 characters'].map((state) =>
    pastOf(state, stateOf(state)),
  ),
  historyOf('all well', stateOf('all well'), '2026-09'),
  ...(['DATA_001', 'BAD_REQUEST', 'METHOD_NOT_ALLOWED', 'RATE_001', 'INTERNAL', 'UNAVAILABLE'] as const).map((code) =>
    problemOf(code),
  ),
  ['/docs', { path: '/docs', view: makeView({}), about: { api: openapiDocument('1.2.3') } }],
])

function stateOf(state: string): PublicView {
  const view = STATES[state]
  if (!view) throw new Error(`There is no state "${state}"`)
  return view
}

/** The page of the first component, with what was measured of it. */
function componentPages(state: string, view: PublicView): Named[] {
  const [component] = view.components
  if (!component) return []
  const path = `/components/${component.id}`
  return [
    [
      `${path} with ${state}`,
      {
        path,
        view,
        about: { component: { ...component, checks: checksOf(component) }, latency: latencyOf(component) },
      },
    ],
  ]
}

/** A month of all components. */
function historyOf(state: string, view: PublicView, month: string): Named {
  const record = monthOfView(view, month) ?? { bars: new Map(), incidents: [] }
  const path = `/history?month=${month}`
  return [`${path} with ${state}`, { path, view, about: { month: historyMonth(view, month, record) } }]
}

/** The page as it was an hour ago. */
function pastOf(state: string, view: PublicView): Named {
  const path = `/status?at=${new Date(view.at).toISOString()}`
  return [`/status with ${state}`, { path, view, about: { past: { tense: 'at', now: view.at + 3_600_000 } } }]
}

/** A page about what cannot be answered. */
function problemOf(code: ProblemCode): Named {
  const problem = {
    ...{ code, status: PROBLEMS[code].status, requestId: '0b6f3b1e-9f6c-4c35-9d3b-6f1f6e6a2f10' },
    detail: 'month: expected a month, such as 2026-11, got "<b>the-eleventh-of-the-year</b>"',
  }
  return [`/problem with ${code}`, { path: '/problem', view: makeView(), about: { problem } }]
}

/** A view with maintenance that is over as well. */
function lookedBack(view: PublicView): PublicView {
  const past = MAINTAINED.map(({ from, to }, n) =>
    makeOccurrence({ id: `mnt_past_${n}`, state: 'completed', startsAt: from, endsAt: to }),
  )
  return { ...view, occurrences: view.maintenance.length === 0 ? [] : [...past, ...view.maintenance] }
}

function ownPages(state: string, view: PublicView): Named[] {
  const incidents = view.incidents.map((incident) => ({ path: `/incidents/${incident.id}`, view, about: { incident } }))
  const maintenance = view.maintenance.map((occurrence) => ({
    ...{ path: `/maintenance/${occurrence.id}`, view },
    about: { occurrence },
  }))
  return [...incidents, ...maintenance].map((page) => [`${page.path} with ${state}`, page] as const)
}
