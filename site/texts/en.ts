import type { EventKind } from '#domain/maintenance.ts'
import type { Status } from '#domain/status.ts'
import { enAdvice } from './en-advice.ts'
import { enPages } from './en-pages.ts'
import { enScript } from './en-script.ts'

/** Words before and after a time, which stands in an element of its own. */
export type Around = readonly [before: string, after: string]

const plural = new Intl.PluralRules('en')
const list = new Intl.ListFormat('en-GB')
const locations = (count: number) => `${count} ${plural.select(count) === 'one' ? 'location' : 'locations'}`

const status: Record<Status, string> = {
  operational: 'Operational',
  under_maintenance: 'Under maintenance',
  unknown: 'No data',
  degraded_performance: 'Degraded',
  partial_outage: 'Partial outage',
  major_outage: 'Major outage',
}

/** All words of the page in English. A number and its unit are kept together by a no-break space. */
export const en = {
  ...enPages,
  lang: 'en',
  dir: 'ltr',
  locale: 'en-GB',
  /** What the language calls itself. */
  languageName: 'English',
  status,
  statusWithinSentence: (key: Status) => status[key].toLowerCase(),

  title: (sentence: string, pageName: string) => `${sentence} · ${pageName} status`,
  summary: (sentence: string, pageName: string) =>
    `${sentence}. The present state of ${pageName}, its last 90 days and its planned maintenance.`,
  siteName: (pageName: string) => `${pageName} status`,

  checkedToday: (count: number): Around => ['Checked at ', ` from ${locations(count)}`],
  checkedBefore: (count: number): Around => ['Last checked ', ` from ${locations(count)}`],
  checkedAgo: 'Checked ',
  outdated: [
    'This is how things stood ',
    '. Reload the page; where that changes nothing, our status page itself is not being renewed.',
  ] as Around,
  neverChecked: 'No monitoring data has been received.',

  openIncidents: 'Open incidents',
  incidentStatus: {
    investigating: 'Investigating',
    identified: 'Identified',
    monitoring: 'Monitoring',
    resolved: 'Resolved',
  },
  affected: 'Affected',
  affectedThen: 'Affected until then',
  isSince: ' · since ',
  wasFrom: ' · from ',
  until: ' until ',
  lasted: (duration: string) => ` (${duration})`,
  automatic: ' · opened by our monitoring',
  nextUpdate: ['Next update by ', ''] as Around,
  nextUpdateLate: ['The update promised for ', ' is late'] as Around,
  incidentSummary: (title: string, status: string) => `${title}. ${status}: every update, newest first.`,
  updates: 'Updates',
  postmortem: 'What we learned',
  back: 'Back to the status page',

  recentDays: 'The last 14 days',
  noIncidents: 'No incidents reported.',
  stillOpen: (status: string) => ` · ${status.toLowerCase()}, not resolved yet`,
  resolvedAfter: (duration: string) => ` · resolved after ${duration}`,
  list: (names: readonly string[]) => list.format(names),

  maintenance: 'Maintenance',
  movedFrom: 'Moved from',
  extendedFrom: 'Extended: was to end at',
  maintenanceSummary: (title: string, day: string, range: string) => `${title}, ${day}, ${range}.`,
  whenAndWhat: 'When and what',
  happened: 'What has happened',
  event: {
    announced: 'Announced',
    moved: 'Moved to another time',
    extended: 'Extended',
    reminder: 'Recalled, an hour before its start',
    started: 'Begun',
    ended: 'Ended',
    cancelled: 'Cancelled',
  } satisfies Record<EventKind, string>,
  noMaintenance: 'None is planned.',
  occurrenceState: {
    scheduled: 'Scheduled',
    in_progress: 'In progress',
    completed: 'Completed',
    cancelled: 'Cancelled',
  },
  sentences: (parts: readonly string[]) => parts.map((part) => (/[.!?]$/.test(part) ? part : `${part}.`)).join(' '),
  affects: {
    scheduled: (names: string) => `Affects ${names}.`,
    in_progress: (names: string) => `Affects ${names}.`,
    completed: (names: string) => `Affected ${names}.`,
    cancelled: (names: string) => `Would have affected ${names}.`,
  },

  components: 'Components',
  otherComponents: 'Other components',
  since: 'since',
  checked: 'checked',
  daysAgo: (days: number) => `${days} ${plural.select(days) === 'one' ? 'day' : 'days'} ago`,
  today: 'today',
  uptime: (percent: string) => `${percent}\u00a0%\u00a0uptime`,
  noUptime: 'no data',
  observed: (percent: string) => `${percent}\u00a0%\u00a0observed`,
  bars: (days: number, facts: readonly string[]) => [`${days} days`, ...facts].join(', '),
  worstDay: (day: string, what: string, duration: string) => `worst: ${day} ${what} ${duration}`,
  noWorstDay: 'no disturbance',
  legend: 'One bar a day. The worse a day was, the lower its bar reaches.',
  legendStatus: { ...status, unknown: 'Not observed', under_maintenance: 'Maintenance' } satisfies Record<
    Status,
    string
  >,

  ...enAdvice,

  support: 'Support',
  links: 'Links',
  subscribe: 'Subscribe',
  calendar: 'Calendar of maintenance',
  data: 'Data',
  statusDocument: 'Status as JSON',
  maintenanceDocument: 'Maintenance as JSON',
  metrics: 'Metrics',
  apiDocs: 'How to ask',
  api: 'API',
  apiSummary: 'Every operation of this server: what it takes, what it answers, and an example.',
  timesIn: (timezone: string) => `All times in ${timezone}`,
  ...enScript,
}

export type Texts = typeof en
