import type { EventKind } from '#domain/maintenance.ts'
import type { Status } from '#domain/status.ts'
import { deAdvice } from './de-advice.ts'
import { dePages } from './de-pages.ts'
import { deScript } from './de-script.ts'
import type { Around, Texts } from './en.ts'

const plural = new Intl.PluralRules('de')
const list = new Intl.ListFormat('de-DE')
const locations = (count: number) => `${count}\u00a0${plural.select(count) === 'one' ? 'Standort' : 'Standorten'}`

const status: Record<Status, string> = {
  operational: 'In Betrieb',
  under_maintenance: 'In Wartung',
  unknown: 'Keine Daten',
  degraded_performance: 'Beeinträchtigt',
  partial_outage: 'Teilausfall',
  major_outage: 'Ausfall',
}

const statusWithinSentence: Record<Status, string> = {
  ...status,
  operational: 'in Betrieb',
  under_maintenance: 'Wartung',
  unknown: 'keine Daten',
  degraded_performance: 'Beeinträchtigung',
}

const POINT = new Intl.NumberFormat('de-DE').formatToParts(0.5).find(({ type }) => type === 'decimal')?.value ?? ','

/** `99.98` as Germans write it. Making a formatter for each figure took longer than all else of a page. */
const decimal = (figure: string): string => figure.replace('.', POINT)

/** All words of the page in German. A number and its unit are kept together by a no-break space. */
export const de: Texts = {
  ...dePages,
  lang: 'de',
  dir: 'ltr',
  locale: 'de-DE',
  languageName: 'Deutsch',
  status,
  statusWithinSentence: (key: Status) => statusWithinSentence[key],

  title: (sentence: string, pageName: string) => `${sentence} · ${pageName}-Status`,
  summary: (sentence: string, pageName: string) =>
    `${sentence}. Der gegenwärtige Zustand von ${pageName}, die letzten 90\u00a0Tage und die geplante Wartung.`,
  siteName: (pageName: string) => `${pageName}-Status`,

  checkedToday: (count: number): Around => ['Geprüft um ', ` von ${locations(count)} aus`],
  checkedBefore: (count: number): Around => ['Zuletzt geprüft: ', ` von ${locations(count)} aus`],
  checkedAgo: 'Geprüft ',
  outdated: [
    'Das ist der Stand von ',
    '. Laden Sie die Seite neu; bleibt der Stand derselbe, wird unsere Statusseite selbst nicht aktualisiert.',
  ] as Around,
  neverChecked: 'Es liegen keine Überwachungsdaten vor.',

  openIncidents: 'Laufende Störungen',
  incidentStatus: {
    investigating: 'Wird untersucht',
    identified: 'Ursache gefunden',
    monitoring: 'Unter Beobachtung',
    resolved: 'Behoben',
  },
  affected: 'Betroffen',
  affectedThen: 'Bis dahin betroffen',
  isSince: ' · seit ',
  wasFrom: ' · von ',
  until: ' bis ',
  lasted: (duration: string) => ` (${duration})`,
  automatic: ' · von unserer Überwachung gemeldet',
  nextUpdate: ['Nächste Meldung bis ', ''] as Around,
  nextUpdateLate: ['Die für ', ' zugesagte Meldung verspätet sich'] as Around,
  incidentSummary: (title: string, status: string) => `${title}. ${status}: alle Meldungen, die neueste zuerst.`,
  updates: 'Meldungen',
  postmortem: 'Was wir daraus gelernt haben',
  back: 'Zurück zur Statusseite',

  recentDays: 'Die letzten 14 Tage',
  noIncidents: 'Keine Störungen gemeldet.',
  stillOpen: (status: string) => ` · ${status.charAt(0).toLowerCase()}${status.slice(1)}, noch nicht behoben`,
  resolvedAfter: (duration: string) => ` · behoben nach ${duration}`,
  list: (names: readonly string[]) => list.format(names),

  maintenance: 'Wartung',
  movedFrom: 'Verlegt, zuvor',
  extendedFrom: 'Verlängert, Ende zuvor um',
  maintenanceSummary: (title: string, day: string, range: string) => `${title}, ${day}, ${range}.`,
  whenAndWhat: 'Wann und was',
  happened: 'Was geschehen ist',
  event: {
    announced: 'Angekündigt',
    moved: 'Verlegt',
    extended: 'Verlängert',
    reminder: 'Eine Stunde vor Beginn daran erinnert',
    started: 'Begonnen',
    ended: 'Beendet',
    cancelled: 'Abgesagt',
  } satisfies Record<EventKind, string>,
  noMaintenance: 'Es ist keine geplant.',
  occurrenceState: {
    scheduled: 'Geplant',
    in_progress: 'Im Gange',
    completed: 'Abgeschlossen',
    cancelled: 'Abgesagt',
  },
  sentences: (parts: readonly string[]) => parts.map((part) => (/[.!?]$/.test(part) ? part : `${part}.`)).join(' '),
  affects: {
    scheduled: (names: string) => `Betrifft ${names}.`,
    in_progress: (names: string) => `Betrifft ${names}.`,
    completed: (names: string) => `Betraf ${names}.`,
    cancelled: (names: string) => `Hätte ${names} betroffen.`,
  },

  components: 'Komponenten',
  otherComponents: 'Weitere Komponenten',
  since: 'seit',
  checked: 'geprüft',
  daysAgo: (days: number) => `vor ${days}\u00a0${plural.select(days) === 'one' ? 'Tag' : 'Tagen'}`,
  today: 'heute',
  uptime: (percent: string) => `${decimal(percent)}\u00a0%\u00a0verfügbar`,
  noUptime: 'keine Daten',
  observed: (percent: string) => `${decimal(percent)}\u00a0%\u00a0beobachtet`,
  bars: (days: number, facts: readonly string[]) => [`${days} Tage`, ...facts].join(', '),
  worstDay: (day: string, what: string, duration: string) => `am schlimmsten: ${day} ${what} ${duration}`,
  noWorstDay: 'keine Störung',
  legend: 'Ein Balken je Tag. Je schlimmer der Tag, desto tiefer reicht sein Balken.',
  legendStatus: { ...status, unknown: 'Nicht beobachtet', under_maintenance: 'Wartung' } satisfies Record<
    Status,
    string
  >,

  support: 'Support',
  links: 'Links',
  subscribe: 'Abonnieren',
  calendar: 'Wartungskalender',
  data: 'Daten',
  statusDocument: 'Status als JSON',
  maintenanceDocument: 'Wartung als JSON',
  metrics: 'Metriken',
  apiDocs: 'So fragen Sie ab',
  ...deAdvice,

  api: 'API',
  apiSummary: 'Alle Operationen dieses Servers auf Englisch: was sie annehmen, was sie antworten, mit Beispielen.',
  timesIn: (timezone: string) => `Alle Zeiten in ${timezone}`,
  ...deScript,
}
