import { describe, expect, test } from 'vitest'
import { durationsOf } from '../../site/durations.ts'
import { HOUR, MINUTE } from './view.ts'

describe('duration', () => {
  test.each([
    [0, '0 sec', '0 Sek.'],
    [59_999, '59 sec', '59 Sek.'],
    [42 * MINUTE, '42 min', '42 Min.'],
    [2 * HOUR + 5 * MINUTE + 59_000, '2 hr 5 min', '2 Std. 5 Min.'],
    [24 * HOUR, '1 day', '1 Tag'],
    [49 * HOUR + MINUTE, '2 days 1 hr', '2 Tage 1 Std.'],
  ])('%i ms last %s, or %s', (ms, english, german) => {
    expect(durationsOf('en-GB').duration(ms)).toBe(english)
    expect(durationsOf('de-DE').duration(ms)).toBe(german)
  })
})

describe('latency', () => {
  test.each([
    [0.4, '0 ms', '0 ms'],
    [340.4, '340 ms', '340 ms'],
    [999.6, '1 sec', '1 Sek.'],
    [1250, '1.3 sec', '1,3 Sek.'],
  ])('%d ms are %s, or %s', (ms, english, german) => {
    expect(durationsOf('en-GB').latency(ms)).toBe(english)
    expect(durationsOf('de-DE').latency(ms)).toBe(german)
  })
})
