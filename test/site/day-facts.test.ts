import { describe, expect, test } from 'vitest'
import type { Status } from '#domain/status.ts'
import type { StatusMs } from '#domain/uptime.ts'
import { dayFacts, dayWords } from '../../site/day-facts.ts'
import { de } from '../../site/texts/de.ts'
import { en } from '../../site/texts/en.ts'
import { HOUR, MINUTE, NOW } from './view.ts'

const NONE: StatusMs = {
  ...{ operational: 0, under_maintenance: 0, unknown: 0 },
  ...{ degraded_performance: 0, partial_outage: 0, major_outage: 0 },
}
const OUTAGE = { operational: 24 * HOUR - 42 * MINUTE, partial_outage: 42 * MINUTE }

const factsOf = (ms: Partial<StatusMs>, words = dayWords(en), date = '2026-11-03') =>
  dayFacts({ date, ms: { ...NONE, ...ms } }, words, NOW)
const spaced = (text: string) => text.replaceAll('\u00a0', ' ')

describe('dayFacts', () => {
  test.each<[string, Partial<StatusMs>, string, [Status, string][]]>([
    ['all well', { operational: 24 * HOUR }, '100.00 % uptime', [['operational', 'Operational']]],
    [
      ...(['an outage', OUTAGE, '99.12 % uptime'] as const),
      [
        ['operational', 'Operational 23\u00a0hr 18\u00a0min'],
        ['partial_outage', 'Partial outage 42\u00a0min'],
      ],
    ],
    ['nothing observed', { unknown: 24 * HOUR }, 'no data', [['unknown', 'Not observed']]],
    [
      ...(['maintenance', { operational: 22 * HOUR, under_maintenance: 2 * HOUR }, '100.00 % uptime'] as const),
      [
        ['operational', 'Operational 22\u00a0hr'],
        ['under_maintenance', 'Maintenance 2\u00a0hr'],
      ],
    ],
  ])('of a day with %s are its date, its uptime and how long each status lasted', (_, ms, uptime, shares) => {
    const facts = factsOf(ms)
    expect(facts.date).toBe('Tue 3 Nov')
    expect(spaced(facts.uptime)).toBe(uptime)
    expect(facts.shares.map(({ status, text }) => [status, text])).toEqual(shares)
  })

  test('name the year when it is another', () =>
    expect(factsOf({}, dayWords(en), '2025-12-31').date).toBe('Wed 31 Dec 2025'))

  test('are in German where the page is', () => {
    const facts = factsOf(OUTAGE, dayWords(de))
    expect([facts.date, spaced(facts.uptime)]).toEqual(['Di., 3. Nov.', '99,12 % verfügbar'])
    expect(facts.shares.map(({ text }) => text)).toEqual([
      `${de.legendStatus.operational} 23\u00a0Std. 18\u00a0Min.`,
      `${de.legendStatus.partial_outage} 42\u00a0Min.`,
    ])
  })
})
