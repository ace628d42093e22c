import { dayBars, days, startOfDay } from '#domain/calendar.ts'
import { toSafeHtml } from '#domain/markdown.ts'
import { overall } from '#domain/overall.ts'
import type { PublicIncident, PublicIncidentUpdate } from '#domain/public-incident.ts'
import type { PublicOccurrence } from '#domain/public-occurrence.ts'
import type { PublicComponent, PublicView } from '#domain/public-view.ts'
import { sentence } from '#domain/sentence.ts'
import type { Status } from '#domain/status.ts'
import type { Interval } from '#domain/timeline.ts'
import { uptimeOf } from '#domain/uptime.ts'
import { uptimeWindows } from '#domain/uptime-windows.ts'
import { HELP } from './help.ts'

export const TIMEZONE = 'America/New_York'
/** Monday 23 November 2026, 10:22:05 EST. */
export const NOW = Date.parse('2026-11-23T15:22:05Z')
const EVIDENCE_AT = NOW - 1_000
export const MINUTE = 60_000
export const HOUR = 60 * MINUTE

/** A page that has been watched for 90 days, with what the test wants otherwise. */
export function makeView(wanted: Partial<PublicView> = {}): PublicView {
  const components = wanted.components ?? [makeComponent()]
  const status = overall(components.map((component) => component.status))
  return {
    at: NOW,
    page: {
      name: 'Scopien',
      url: 'https://status.scopien.com',
      timezone: TIMEZONE,
      brand: { logo: null, style: null },
      links: [{ label: 'Community forum', href: 'https://community.scopien.com' }],
      support: [
        { label: 'General support', href: 'mailto:support@scopien.com' },
        { label: 'Emergencies (Enterprise)', href: 'mailto:emergency@scopien.com' },
      ],
    },
    status,
    sentence: sentence(status, components, '12:00 EST'),
    evidenceAt: EVIDENCE_AT,
    locations: 1,
    staleAfterMs: 95_000,
    groups: [],
    components,
    help: HELP,
    incidents: [],
    occurrences: [makeOccurrence()],
    maintenance: [makeOccurrence()],
    translations: {},
    ...wanted,
  }
}

/** A component whose timeline is operational but for the spells given. */
export function makeComponent(
  wanted: Partial<PublicComponent> = {},
  spells: readonly Interval[] = [],
): PublicComponent {
  const from = startOfDay(NOW, TIMEZONE, 89)
  const timeline = fill(spells, from, NOW)
  const newest = timeline.at(-1)
  const uptime = uptimeOf(timeline, from, NOW)
  return {
    id: 'api',
    name: 'API',
    description: 'Requests to api.scopien.com',
    group: null,
    createdAt: from,
    status: newest?.status ?? 'unknown',
    rawStatus: newest?.status ?? 'unknown',
    since: newest && newest.from > from ? newest.from : null,
    evidenceAt: EVIDENCE_AT,
    vouchedUntil: EVIDENCE_AT + 95_000,
    reason: null,
    advice: null,
    checks: [],
    latency: [],
    uptime,
    windows: uptimeWindows(timeline, uptime, NOW),
    slo: null,
    days: dayBars(timeline, days(from, NOW, TIMEZONE)),
    ...wanted,
  }
}

/** The monthly maintenance of December. */
export function makeOccurrence(wanted: Partial<PublicOccurrence> = {}): PublicOccurrence {
  return {
    id: 'mnt_1',
    seriesId: 'ser_1',
    title: 'Monthly maintenance',
    description: '',
    html: '',
    state: 'scheduled',
    startsAt: Date.parse('2026-12-06T07:00Z'),
    endsAt: Date.parse('2026-12-06T09:00Z'),
    timezone: TIMEZONE,
    components: [
      { id: 'api', name: 'API' },
      { id: 'dashboard', name: 'Dashboard' },
      { id: 'salesforce_sync', name: 'Salesforce sync' },
    ],
    expect: [
      'The dashboard may be unavailable.',
      'API requests may fail.',
      'Salesforce sync pauses and resumes by itself.',
    ],
    announcedAt: Date.parse('2026-11-29T07:00Z'),
    movedFrom: null,
    extendedFrom: null,
    cancelledAt: null,
    events: [],
    ...wanted,
  }
}

/** A time of one status: `spell('major_outage', '2026-11-03T10:00Z', 42 * 60_000)`. */
export function spell(status: Status, from: string | number, durationMs: number): Interval {
  const start = typeof from === 'number' ? from : Date.parse(from)
  return { status, from: start, to: start + durationMs }
}

/** Lays the spells over an operational timeline, in order of time. */
function fill(spells: readonly Interval[], from: number, to: number): Interval[] {
  const timeline: Interval[] = []
  let at = from
  for (const each of [...spells].sort((a, b) => a.from - b.from)) {
    if (each.from > at) timeline.push({ status: 'operational', from: at, to: each.from })
    timeline.push(each)
    at = each.to
  }
  return at < to ? [...timeline, { status: 'operational', from: at, to }] : timeline
}

/** An incident that is open, opened by a person. */
export function makeIncident(wanted: Partial<PublicIncident> = {}): PublicIncident {
  const components = [{ id: 'api', name: 'API', impact: 'major_outage' }] as const
  return {
    id: 'inc_1',
    title: 'API requests fail',
    status: 'investigating',
    impact: 'major_outage',
    components,
    startedAt: NOW - 24 * MINUTE,
    resolvedAt: null,
    createdAt: NOW - 20 * MINUTE,
    updatedAt: NOW - 20 * MINUTE,
    nextUpdateBy: null,
    automatic: false,
    postmortem: null,
    updates: [makeUpdate({ components })],
    ...wanted,
  }
}

/** What was said at one time. */
export function makeUpdate(wanted: Partial<PublicIncidentUpdate> = {}): PublicIncidentUpdate {
  const body = wanted.body ?? 'We look into it.'
  return {
    id: 'upd_1',
    status: 'investigating',
    at: NOW - 20 * MINUTE,
    components: [],
    body,
    html: toSafeHtml(body),
    ...wanted,
  }
}
