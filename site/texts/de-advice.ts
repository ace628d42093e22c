import type { enAdvice } from './en-advice.ts'

/** Dieselben Worte auf Deutsch. */
export const deAdvice: typeof enAdvice = {
  whatYouCanDo: 'Was Sie tun können',
  inTheGuide: 'Mehr im Leitfaden',
  isItMe: 'Liegt es an mir?',
  responseTimeOfDay: 'Antwortzeit, 24 h',
  responseTimes: (half, most) => `die Hälfte binnen ${half}, 95\u00a0% binnen ${most}`,
  moreAbout: (name) => `Mehr über ${name}`,
  checks: 'Prüfungen',
  noChecks: 'Keine Prüfung fragt von selbst danach: Hier steht, was Menschen darüber sagen.',
  answered: {
    up: 'Antwortet, wie es soll',
    degraded: 'Antwortet, aber nicht gut',
    down: 'Antwortet nicht, wie es soll',
    unknown: 'Konnte nicht gefragt werden',
  },
  neverAnswered: 'Noch nicht gefragt',
}
