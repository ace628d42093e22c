import type { LatencyWindow } from '#domain/latency.ts'
import type { Tense } from '#domain/past.ts'
import type { UptimeWindow } from '#domain/uptime-windows.ts'

const plural = new Intl.PluralRules('en')
const figures = new Intl.NumberFormat('en-GB')
const counted = (count: number, one: string, other: string) =>
  `${count} ${plural.select(count) === 'one' ? one : other}`

/** What is refused, and what that means for who asked. */
export interface Refusal {
  title: string
  what: string
}

/** The words of all pages but the first in English. */
export const enPages = {
  asJson: (what: string) => `${what} as JSON`,

  componentSummary: (name: string, status: string) =>
    `${name}: ${status}. Its last 90 days, how fast it answers, and what was said of it.`,
  lastDays: (days: number) => `The last ${counted(days, 'day', 'days')}`,
  window: { '24h': '24 hours', '7d': '7 days', '30d': '30 days', '90d': '90 days' } satisfies Record<
    UptimeWindow,
    string
  >,
  windowHead: 'Over the last',
  uptimeHead: 'Uptime',
  coverageHead: 'Observed',
  percent: (figure: string) => `${figure}\u00a0%`,
  none: '–',
  figure: (figure: string) => figure,
  count: (count: number) => figures.format(count),

  objective: 'Objective',
  promised: (percent: string, period: string) => `${percent} over ${period}.`,
  budgetLeft: (spent: string, whole: string, left: string) =>
    `Outages may take ${whole} of the time observed, and took ${spent}: ${left} is left.`,
  budgetOver: (spent: string, whole: string) =>
    `Missed: outages may take ${whole} of the time observed, and took ${spent}.`,
  budgetUnknown: 'Nothing was observed in that time.',

  responseTime: 'Response time',
  latencyWindow: { '24h': 'the last 24 hours', '7d': 'the last 7 days', '90d': 'the last 90 days' } satisfies Record<
    LatencyWindow,
    string
  >,
  latencyHeading: {
    '24h': '24 hours, by the hour',
    '7d': '7 days, by six hours',
    '90d': '90 days, by the day',
  } satisfies Record<LatencyWindow, string>,
  latencyStart: { '24h': '24 hours ago', '7d': '7 days ago', '90d': '90 days ago' } satisfies Record<
    LatencyWindow,
    string
  >,
  now: 'now',
  p50: 'half within',
  p95: '95\u00a0% within',
  p99: '99\u00a0% within',
  latencyInWords: (window: string, p50: string, p95: string, p99: string) =>
    `Response time over ${window}: half of all answers came within ${p50}, 95\u00a0% within ${p95}, 99\u00a0% within ${p99}`,
  slowest: (when: string, p99: string) => `Slowest: ${when}, when 99\u00a0% came within ${p99}`,
  gaps: (silent: number, all: number) => `Nothing was measured in ${silent} of ${all} parts`,
  noLatency: (window: string) => `No answer was measured in ${window}`,
  latencyUnread: 'The record of response times cannot be read just now.',
  figures: 'The figures',
  time: 'From',
  answers: 'Answers',

  incidents: 'Incidents',
  incidentsOf: (days: number) => `None in the last ${counted(days, 'day', 'days')}.`,
  maintenanceOf: (days: number) => `None is planned, and there was none in the last ${counted(days, 'day', 'days')}.`,

  history: 'History',
  historyOf: (month: string) => `History of ${month}`,
  historySummary: (month: string, pageName: string) =>
    `Every day of ${month} for every part of ${pageName}, and its incidents.`,
  otherMonths: 'Other months',
  lasting: (what: string, duration: string) => `${what} ${duration}`,
  dayInWords: (day: string, what: string) => `${day}: ${what}`,

  inProgress: 'In progress',
  noneInProgress: 'None is in progress.',
  toCome: 'To come',
  moreToCome: (count: number) => `And ${counted(count, 'later one', 'later ones')} within a year.`,
  over: 'Past, within 90 days',
  noneOver: 'There was none.',
  maintenanceListSummary: (pageName: string) =>
    `The planned maintenance of ${pageName}: in progress, to come and past.`,
  pages: 'More',

  pastIs: {
    at: ['What was true at ', ', by all that is known now.'],
    asOf: ['What this page said at ', '.'],
  } as Readonly<Record<Tense, readonly [before: string, after: string]>>,
  pastToNow: 'How things stand now',
  pastOther: { at: 'What was true then', asOf: 'What the page said then' } satisfies Record<Tense, string>,
  pastTitle: (when: string, sentence: string) => `${when}: ${sentence}`,
  pastSummary: (sentence: string, when: string) => `How things stood at ${when}: ${sentence}.`,
  thatDay: 'that day',
  howItStood: 'How things stood then',

  refusals: {
    BAD_REQUEST: { title: 'This cannot be asked so', what: 'Something in the address is not as it is expected.' },
    DATA_001: { title: 'There is nothing here', what: 'What you look for does not exist, or is not public.' },
    METHOD_NOT_ALLOWED: { title: 'Not possible here', what: 'This address can be read, but not in this way.' },
    RATE_001: {
      title: 'Too many requests',
      what: 'Wait a few seconds, then ask again. The status page itself is always there.',
    },
    INTERNAL: {
      title: 'We failed',
      what: 'This is a fault of our status page, not of what it watches. It has been noted.',
    },
    UNAVAILABLE: {
      title: 'Not possible just now',
      what: 'Our record cannot be read. Ask again in a few seconds; the status page itself is still there.',
    },
  } as Readonly<Record<string, Refusal>>,
  otherRefusal: { title: 'Refused', what: 'This request cannot be answered.' } as Refusal,
  refusalStatus: (status: number) => `Status ${status}`,
  refusalId: (id: string) => `Request ${id}`,
}
