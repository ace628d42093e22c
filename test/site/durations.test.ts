import { describe, expect, test } from 'vitest'
import { durationsOf } from '../../site/durations.ts'
import { HOUR, MINUTE } from './view.ts'

describe('duration', () => {
  test.each([
    [0, '0\u00a0sec', '0\u00a0Sek.'],
    [59_999, '59\u00a0sec', '59\u00a0Sek.'],
    [42 * MINUTE, '42\u00a0min', '42\u00a0Min.'],
    [2 * HOUR + 5 * MINUTE + 59_000, '2\u00a0hr 5\u00a0min', '2\u00a0Std. 5\u00a0Min.'],
    [24 * HOUR, '1\u00a0day', '1\u00a0Tag'],
    [49 * HOUR + MINUTE, '2\u00a0days 1\u00a0hr', '2\u00a0Tage 1\u00a0Std.'],
  ])('%i ms last %s, or %s', (ms, english, german) => {
    expect(durationsOf('en-GB').duration(ms)).toBe(english)
    expect(durationsOf('de-DE').duration(ms)).toBe(german)
  })
})

describe('latency', () => {
  test.each([
    [0.4, '0\u00a0ms', '0\u00a0ms'],
    [340.4, '340\u00a0ms', '340\u00a0ms'],
    [999.6, '1\u00a0sec', '1\u00a0Sek.'],
    [1250, '1.3\u00a0sec', '1,3\u00a0Sek.'],
  ])('%d ms are %s, or %s', (ms, english, german) => {
    expect(durationsOf('en-GB').latency(ms)).toBe(english)
    expect(durationsOf('de-DE').latency(ms)).toBe(german)
  })
})
