import { describe, expect, test } from 'vitest'
import type { Finding } from '#domain/finding.ts'
import { REASONS } from '#domain/reason.ts'
import { de } from '../../site/texts/de.ts'
import { germanReasons } from '../../site/texts/de-reasons.ts'
import { germanSentence } from '../../site/texts/de-sentence.ts'

const wrong = (...complaints: Extract<Finding, { kind: 'wrong' }>['complaints'][number][]): Finding => ({
  kind: 'wrong',
  complaints,
})

describe('the sentence in German', () => {
  test.each<[string, Finding, string | null]>([
    ['Alle Systeme in Betrieb', { kind: 'well' }, null],
    ['Wartungsarbeiten bis 04:00 EDT', { kind: 'maintenance' }, '04:00 EDT'],
    ['Wartungsarbeiten im Gange', { kind: 'maintenance' }, null],
    ['Wir erhalten keine Überwachungsdaten', { kind: 'silence', names: null }, null],
    [
      'Wir erhalten keine Überwachungsdaten für API und Dashboard',
      { kind: 'silence', names: ['API', 'Dashboard'] },
      null,
    ],
    ['Alle Systeme sind ausgefallen', { kind: 'all_down' }, null],
    ['API ist teilweise ausgefallen', wrong({ status: 'partial_outage', count: 1, names: ['API'] }), null],
    [
      'API und Dashboard sind ausgefallen und 4 Dienste sind beeinträchtigt',
      wrong(
        { status: 'major_outage', count: 2, names: ['API', 'Dashboard'] },
        { status: 'degraded_performance', count: 4, names: null },
      ),
      null,
    ],
  ])('is “%s”', (sentence, finding, until) => expect(germanSentence(finding, until)).toBe(sentence))
})

describe('the reasons in German', () => {
  test('are all there, and no others', () =>
    expect(Object.keys(germanReasons).sort()).toEqual(Object.keys(REASONS).sort()))
})

describe('figures in German', () => {
  test.each([
    [de.uptime('99.98'), '99,98\u00a0%\u00a0verfügbar'],
    [de.uptime('100.00'), '100,00\u00a0%\u00a0verfügbar'],
    [de.observed('96.6'), '96,6\u00a0%\u00a0beobachtet'],
    [de.daysAgo(1), 'vor 1\u00a0Tag'],
    [de.daysAgo(90), 'vor 90\u00a0Tagen'],
    [de.checkedToday(1).join('10:00'), 'Geprüft um 10:00 von 1\u00a0Standort aus'],
    [de.checkedToday(3).join('10:00'), 'Geprüft um 10:00 von 3\u00a0Standorten aus'],
  ])('%j', (said, expected) => expect(said).toBe(expected))
})
