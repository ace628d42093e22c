import type { enPages } from './en-pages.ts'

const plural = new Intl.PluralRules('de')
const figures = new Intl.NumberFormat('de-DE')
const days = (count: number) => (plural.select(count) === 'one' ? 'letzten 24 Stunden' : `letzten ${count} Tagen`)

/** The words of all pages but the first in German. */
export const dePages: typeof enPages = {
  asJson: (what) => `${what} als JSON`,

  componentSummary: (name, status) =>
    `${name}: ${status}. Die letzten 90 Tage, die Antwortzeiten und was dazu gesagt wurde.`,
  lastDays: (count) => (plural.select(count) === 'one' ? 'Der letzte Tag' : `Die letzten ${count} Tage`),
  window: { '24h': '24 Stunden', '7d': '7 Tage', '30d': '30 Tage', '90d': '90 Tage' },
  windowHead: 'Über die letzten',
  uptimeHead: 'Verfügbar',
  coverageHead: 'Beobachtet',
  percent: (figure) => `${figure}\u00a0%`,
  none: '–',
  figure: (figure) => figure.replace('.', ','),
  count: (count) => figures.format(count),

  objective: 'Ziel',
  promised: (percent, period) => `${percent} über ${period}.`,
  budgetLeft: (spent, whole, left) =>
    `Ausfälle dürfen ${whole} der beobachteten Zeit dauern und dauerten ${spent}: ${left} sind übrig.`,
  budgetOver: (spent, whole) =>
    `Verfehlt: Ausfälle dürfen ${whole} der beobachteten Zeit dauern und dauerten ${spent}.`,
  budgetUnknown: 'In dieser Zeit wurde nichts beobachtet.',

  responseTime: 'Antwortzeit',
  latencyWindow: {
    '24h': 'den letzten 24 Stunden',
    '7d': 'den letzten 7 Tagen',
    '90d': 'den letzten 90 Tagen',
  },
  latencyHeading: {
    '24h': '24 Stunden, stundenweise',
    '7d': '7 Tage, in Abschnitten von sechs Stunden',
    '90d': '90 Tage, tageweise',
  },
  latencyStart: { '24h': 'vor 24 Stunden', '7d': 'vor 7 Tagen', '90d': 'vor 90 Tagen' },
  now: 'jetzt',
  p50: 'die Hälfte in',
  p95: '95\u00a0% in',
  p99: '99\u00a0% in',
  latencyInWords: (window, p50, p95, p99) =>
    `Antwortzeit in ${window}: Die Hälfte aller Antworten kam innerhalb von ${p50}, 95\u00a0% innerhalb von ${p95}, 99\u00a0% innerhalb von ${p99}`,
  slowest: (when, p99) => `Am langsamsten: ${when}, als 99\u00a0% innerhalb von ${p99} kamen`,
  gaps: (silent, all) => `In ${silent} von ${all} Abschnitten wurde nichts gemessen`,
  noLatency: (window) => `In ${window} wurde keine Antwort gemessen`,
  latencyUnread: 'Die aufgezeichneten Antwortzeiten sind gerade nicht lesbar.',
  figures: 'Die Zahlen',
  time: 'Ab',
  answers: 'Antworten',

  incidents: 'Störungen',
  incidentsOf: (count) => `Keine in den ${days(count)}.`,
  maintenanceOf: (count) => `Keine ist geplant, und in den ${days(count)} gab es keine.`,

  history: 'Verlauf',
  historyOf: (month) => `Verlauf im ${month}`,
  historySummary: (month, pageName) => `Jeder Tag im ${month} für jeden Teil von ${pageName}, und die Störungen.`,
  otherMonths: 'Andere Monate',
  lasting: (what, duration) => `${what} ${duration}`,
  dayInWords: (day, what) => `${day}: ${what}`,

  inProgress: 'Im Gange',
  noneInProgress: 'Gerade keine.',
  toCome: 'Geplant',
  moreToCome: (count) =>
    plural.select(count) === 'one'
      ? 'Und eine spätere innerhalb eines Jahres.'
      : `Und ${count} spätere innerhalb eines Jahres.`,
  over: 'Vergangen, innerhalb von 90 Tagen',
  noneOver: 'Es gab keine.',
  maintenanceListSummary: (pageName) => `Die geplante Wartung von ${pageName}: im Gange, geplant und vergangen.`,
  pages: 'Mehr',

  pastIs: {
    at: ['So war es zum Zeitpunkt ', ', nach allem, was heute bekannt ist.'],
    asOf: ['Das stand auf dieser Seite zum Zeitpunkt ', '.'],
  },
  pastToNow: 'So ist es jetzt',
  pastOther: { at: 'So war es damals', asOf: 'Das stand damals hier' },
  pastTitle: (when, sentence) => `${when}: ${sentence}`,
  pastSummary: (sentence, when) => `Der Stand vom ${when}: ${sentence}.`,
  thatDay: 'an dem Tag',
  howItStood: 'Der Stand von damals',

  refusals: {
    BAD_REQUEST: {
      title: 'So lässt sich das nicht fragen',
      what: 'Etwas an der Adresse ist nicht so, wie es erwartet wird.',
    },
    DATA_001: { title: 'Hier ist nichts', what: 'Was Sie suchen, gibt es nicht, oder es ist nicht öffentlich.' },
    METHOD_NOT_ALLOWED: {
      title: 'Hier nicht möglich',
      what: 'Diese Adresse lässt sich lesen, aber nicht auf diese Weise.',
    },
    RATE_001: {
      title: 'Zu viele Anfragen',
      what: 'Warten Sie einige Sekunden und fragen Sie dann erneut. Die Statusseite selbst ist immer da.',
    },
    INTERNAL: {
      title: 'Ein Fehler bei uns',
      what: 'Das ist ein Fehler unserer Statusseite, nicht dessen, was sie beobachtet. Er ist vermerkt.',
    },
    UNAVAILABLE: {
      title: 'Gerade nicht möglich',
      what: 'Unsere Aufzeichnung ist nicht lesbar. Fragen Sie in einigen Sekunden erneut; die Statusseite selbst ist weiter da.',
    },
  },
  otherRefusal: { title: 'Abgelehnt', what: 'Diese Anfrage lässt sich nicht beantworten.' },
  refusalStatus: (status) => `Status ${status}`,
  refusalId: (id) => `Anfrage ${id}`,
}
