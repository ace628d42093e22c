import { describe, expect, test } from 'vitest'
import type { Interval } from '#domain/timeline.ts'
import { formatOf } from '../../site/format.ts'
import { en } from '../../site/texts/en.ts'
import { barsInWords, uptimeFacts } from '../../site/uptime-facts.ts'
import { HOUR, MINUTE, makeComponent, NOW, spell, TIMEZONE } from './view.ts'

const ALWAYS = 100 * 24 * HOUR
const plain = (text: string) => text.replaceAll('\u00a0', ' ')

describe('uptimeFacts', () => {
  test.each<[string, Interval[], string[]]>([
    ['nothing wrong', [], ['100.00 % uptime']],
    ['a minute down is rounded down', [spell('major_outage', '2026-11-03T15:00Z', MINUTE)], ['99.99 % uptime']],
    ['a gap of an hour is within full coverage', [spell('unknown', '2026-11-03T15:00Z', HOUR)], ['100.00 % uptime']],
    ['a gap of three days', [spell('unknown', '2026-11-03T15:00Z', 72 * HOUR)], ['100.00 % uptime', '96.6 % observed']],
    ['no evidence', [spell('unknown', NOW - ALWAYS, ALWAYS)], ['no data']],
  ])('%s', (_, spells, facts) => expect(uptimeFacts(makeComponent({}, spells).uptime, en).map(plain)).toEqual(facts))
})

describe('barsInWords', () => {
  const words = (spells: Interval[]) => {
    const { days, uptime } = makeComponent({}, spells)
    return plain(barsInWords(days, uptime, formatOf(en.locale, TIMEZONE), en))
  }

  test.each<[Interval[], string]>([
    [[], '90 days, 100.00 % uptime, no disturbance'],
    [
      [spell('partial_outage', '2026-11-03T15:00Z', 42 * MINUTE)],
      '90 days, 99.99 % uptime, worst: 3 Nov partial outage 42 min',
    ],
    [[spell('unknown', NOW - ALWAYS, ALWAYS)], '90 days, no data'],
  ])('%j', (spells, text) => expect(words(spells)).toBe(text))
})
