import { describe, expect, test } from 'vitest'
import { NO_ANSWER, REASONS, reasonText, statusReason } from '#domain/reason.ts'
import { APPLICATION_ERRORS, HTTP_ERRORS } from '../simulator/errors.ts'

describe('reasonText', () => {
  const errorCodes = { SYNC_001: { outcome: 'down', text: 'Salesforce connection failed' } } as const
  test.each([
    ['SYNC_001', 'Salesforce connection failed'],
    ['SYNC_002', 'Salesforce’s API limit is used up'],
    ['timeout', 'No answer in time'],
    ['constructor', 'The check did not pass'],
    ['sk_live_secret', 'The check did not pass'],
  ])('of %s is “%s”', (code, expected) => expect(reasonText(code, errorCodes)).toBe(expected))
})

describe('statusReason', () => {
  test.each([
    [400, 'http_400'],
    [401, 'AUTH_001'],
    [403, 'PERM_001'],
    [404, 'DATA_001'],
    [429, 'RATE_001'],
    [500, 'http_500'],
    [503, 'http_503'],
    [302, 'http_status'],
    [502, 'http_status'],
  ])('of %d is %s', (status, expected) => expect(statusReason(status)).toBe(expected))
})

describe('REASONS', () => {
  test.each([
    ...Object.keys(NO_ANSWER),
    ...HTTP_ERRORS.map(({ status }) => statusReason(status)),
    ...APPLICATION_ERRORS.map(({ code }) => code),
    ...['slow', 'unexpected_answer', 'stale_data', 'quota_low', 'probe_failed'],
  ])('have words for %s', (code) => expect(REASONS[code]).toMatch(/^[A-Z][^.]+$/))
})
