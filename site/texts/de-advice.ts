import type { enAdvice } from './en-advice.ts'

/** The same in German. */
export const deAdvice: typeof enAdvice = {
  whatYouCanDo: 'Was Sie tun können',
  inTheGuide: 'Mehr im Leitfaden',
  isItMe: 'Liegt es an mir?',
  responseTimeOfDay: 'Antwortzeit, 24 Std.',
  responseTimes: (half, most) => `die Hälfte binnen ${half}, 95\u00a0% binnen ${most}`,
  moreAbout: (name) => `Mehr über ${name}`,
  checks: 'Prüfungen',
  noChecks: 'Keine Prüfung fragt dies von selbst ab: Gezeigt wird, was Menschen dazu mitteilen.',
  answered: {
    up: 'Antwortet, wie es soll',
    degraded: 'Antwortet, aber eingeschränkt',
    down: 'Antwortet nicht, wie es soll',
    unknown: 'Konnte nicht abgefragt werden',
  },
  neverAnswered: 'Noch nicht abgefragt',
}
