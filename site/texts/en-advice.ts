import type { Outcome } from '#domain/result.ts'

/** The words of what readers can do, and of what a component shows when it is opened, in English. */
export const enAdvice = {
  whatYouCanDo: 'What you can do',
  inTheGuide: 'More in the guide',
  isItMe: 'Is it me?',
  responseTimeOfDay: 'Response time, 24 h',
  responseTimes: (half: string, most: string) => `half within ${half}, 95\u00a0% within ${most}`,
  moreAbout: (name: string) => `More about ${name}`,
  checks: 'Checks',
  noChecks: 'No check asks it by itself: what is shown here is what people say of it.',
  answered: {
    up: 'It answers as it should',
    degraded: 'It answers, but not well',
    down: 'It does not answer as it should',
    unknown: 'It could not be asked',
  } satisfies Record<Outcome, string>,
  neverAnswered: 'Not asked yet',
}
