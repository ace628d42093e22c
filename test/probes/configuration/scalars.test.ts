import { describe, expect, test } from 'vitest'
import { duration, href, id, interval, target, timezone } from '../../../probes/configuration/scalars.ts'

describe('duration', () => {
  test.each([
    ['500ms', 500],
    ['30s', 30_000],
    ['1.5s', 1_500],
    ['5m', 300_000],
    ['2h', 7_200_000],
    ['7d', 604_800_000],
  ])('%s is %d ms', (text, ms) => expect(duration.parse(text)).toBe(ms))

  test.each([30, '30', '30 s', '-5s', '1h30m', '5S', '.5s', '', '0s', null])('%j is none', (text) =>
    expect(duration.safeParse(text).success).toBe(false),
  )
})

describe('interval', () => {
  test.each([
    ['1s', true],
    ['999ms', false],
    ['0s', false],
  ])('%s is one: %s', (text, valid) => expect(interval.safeParse(text).success).toBe(valid))
})

describe('id', () => {
  test.each([
    ['api', true],
    ['salesforce_sync', true],
    ['api-health-2', true],
    ['a'.repeat(64), true],
    ['a'.repeat(65), false],
    ['API', false],
    ['2nd', false],
    ['', false],
    ['a b', false],
    ['../a', false],
  ])('%j is one: %s', (text, valid) => expect(id.safeParse(text).success).toBe(valid))
})

describe('timezone', () => {
  test.each([
    ['UTC', true],
    ['America/New_York', true],
    ['Mars/Olympus', false],
    ['', false],
  ])('%j is one: %s', (text, valid) => expect(timezone.safeParse(text).success).toBe(valid))
})

describe('target', () => {
  test.each([
    ['https://api.scopien.com', true],
    ['http://[::1]:80/x?y', true],
    ['wss://api.scopien.com', false],
    ['api.scopien.com', false],
    ['https://', false],
  ])('of http, %j is one: %s', (text, valid) => expect(target('http:', 'https:').safeParse(text).success).toBe(valid))

  test('is not shown', () => expect(`${target('http:').parse('http://a.example')}`).toBe('***'))
})

describe('href', () => {
  test.each([
    ['mailto:support@scopien.com', true],
    ['tel:+15550100', true],
    ['https://scopien.com', true],
    ['javascript:alert(1)', false],
    ['data:text/html,x', false],
    ['/relative', false],
  ])('%j is one: %s', (text, valid) => expect(href.safeParse(text).success).toBe(valid))
})
