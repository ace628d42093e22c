import { describe, expect, test } from 'vitest'
import { formatOf } from '../../site/format.ts'
import { latencyInWords } from '../../site/latency-words.ts'
import { en } from '../../site/texts/en.ts'
import { latencyOf } from './measured.ts'
import { NOW, TIMEZONE } from './view.ts'

describe('latencyInWords', () => {
  const words = (evidenceAt: number | null) =>
    latencyOf({ evidenceAt }).map((history) =>
      latencyInWords(history, NOW, formatOf(en.locale, TIMEZONE), en).replaceAll('\u00a0', ' '),
    )

  test('says how fast, when slowest, and how much is missing', () =>
    expect(words(NOW)).toEqual([
      'Response time over the last 24 hours: half of all answers came within 79 ms, 95 % within 130 ms, 99 % within 194 ms. Slowest: 03:00 EST, when 99 % came within 242 ms. Nothing was measured in 8 of 24 parts.',
      expect.stringContaining('over the last 7 days'),
      expect.stringMatching(
        /Slowest: \w+ \d+ \w+, when 99 % came within \d+ ms\. Nothing was measured in 2 of 90 parts\./,
      ),
    ]))

  test('says where there is nothing to say', () =>
    expect(words(null)[0]).toBe('No answer was measured in the last 24 hours.'))
})
