import { describe, expect, test } from 'vitest'
import { UNOBSERVED } from '#domain/observed.ts'
import type { Result } from '#domain/result.ts'
import { askedAwayMs, backoffMs, isRefusal } from '../../probes/backoff.ts'
import { resultOf } from '../facts.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

describe('backoffMs', () => {
  test.each<[string, number | null, number, number]>([
    ['the first refusal doubles the interval', 20_000, 1, 40_000],
    ['each one more doubles it again', 20_000, 4, 320_000],
    ['an hour is the most', 20_000, 9, HOUR],
    ['any number is an hour', 20_000, 5000, HOUR],
    ['never less than the interval', 6 * HOUR, 3, 6 * HOUR],
    ['a cron expression counts as a minute', null, 2, 4 * MINUTE],
  ])('%s', (_fact, everyMs, refusals, wait) => expect(backoffMs(everyMs, refusals)).toBe(wait))
})

describe('askedAwayMs', () => {
  test.each<[string, number | null, number]>([
    ['until nothing', null, 0],
    ['until an instant', 7_500, 6_500],
    ['until an instant that is over', 500, 0],
    ['for ever', 9e15, HOUR],
  ])('%s', (_fact, retryAt, wait) => expect(askedAwayMs(resultOf('a', 0, { retryAt }), 1000)).toBe(wait))
})

describe('isRefusal', () => {
  const status = (code: number) => ({
    ...UNOBSERVED,
    http: {
      status: code,
      version: '1.1',
      secure: false,
      redirects: 0,
      contentLength: null,
      bodyBytes: 0,
      lastModifiedAt: null,
    },
  })
  test.each<[string, Partial<Result>, boolean]>([
    ['a plain answer', {}, false],
    ['an error', { outcome: 'down', reasonCode: 'http_500', observed: status(500) }, false],
    ['a 429', { outcome: 'unknown', observed: status(429) }, true],
    ['the code in the body', { outcome: 'unknown', reasonCode: 'RATE_001' }, true],
    ['an instant to come back at', { outcome: 'down', retryAt: 5 }, true],
  ])('%s: %#', (_fact, changes, refusal) => expect(isRefusal(resultOf('a', 0, changes))).toBe(refusal))
})
