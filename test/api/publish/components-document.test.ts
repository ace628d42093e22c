import { describe, expect, test } from 'vitest'
import { NOW } from '../../facts.ts'
import { DOWN_AT, openDemand, UP_AT } from './open-demand.ts'

describe('/api/components/{id}', () => {
  test('tells a component with its public checks', async () => {
    expect(await openDemand().ask('/api/components/api')).toEqual({
      id: 'api',
      name: 'API',
      slo: null,
      description: null,
      group: null,
      status: 'major_outage',
      since: new Date(DOWN_AT).toISOString(),
      reason: null,
      uptime: { days: 90, uptime: expect.closeTo(50 / 60, 6), coverage: expect.any(Number) },
      checks: [
        {
          id: 'health',
          kind: 'http',
          verdict: 'down',
          since: new Date(DOWN_AT).toISOString(),
          lastResult: {
            at: new Date(NOW - 1000).toISOString(),
            region: 'local',
            outcome: 'down',
            latencyMs: 80,
            reason: 'timeout',
          },
        },
      ],
    })
  })

  test.each(['hidden', 'apj', 'api%2f'])('of the id %s is a 404 problem', async (id) =>
    expect(await openDemand().problem(`/api/components/${id}`)).toBe(`DATA_001 No component has the id "${id}".`),
  )
})

describe('/api/components/{id}/uptime', () => {
  const path = '/api/components/api/uptime'
  const at = (instant: number) => new Date(instant).toISOString()

  test('tells a window with the timeline that it was reckoned from', async () => {
    const told = await openDemand().ask(path, `from=${at(UP_AT)}&to=${at(NOW)}`)
    expect(told).toMatchObject({
      component: 'api',
      from: at(UP_AT),
      to: at(NOW),
      timezone: 'America/New_York',
      coverage: 1,
      worst: 'major_outage',
      ms: { operational: 3_000_000, major_outage: 600_000, unknown: 0 },
      days: [{ date: '2026-11-23', from: at(UP_AT), to: at(NOW), coverage: 1 }],
      intervals: [
        { from: at(UP_AT), to: at(DOWN_AT), status: 'operational' },
        { from: at(DOWN_AT), to: at(NOW), status: 'major_outage' },
      ],
    })
    expect(told.uptime).toBeCloseTo(5 / 6)
  })

  test.each<[string, number, string]>([
    ['', 90, '2026-08-26'],
    ['days=7', 7, '2026-11-17'],
    ['days=2&to=2026-11-10T12:00:00Z', 2, '2026-11-09'],
  ])('?%s has %i days, the first %s', async (search, count, first) => {
    const { days } = await openDemand().ask(path, search)
    expect([days.length, days[0].date]).toEqual([count, first])
  })

  test.each<[string, string]>([
    [
      'from=yesterday',
      'from: expected an instant as RFC 3339 writes it, such as 2026-11-01T07:00:00Z, got "yesterday"',
    ],
    ['to=2026-11-24T00:00:00Z', 'to: expected an instant that has passed, got "2026-11-24T00:00:00Z"'],
    [
      'from=2026-11-02T00:00:00Z&to=2026-11-01T00:00:00Z',
      'from: expected an instant that is not after 2026-11-01T00:00:00.000Z, got "2026-11-02T00:00:00.000Z"',
    ],
    [
      'from=2025-01-01T00:00:00Z&to=2026-11-01T00:00:00Z',
      'from: expected an instant at most 365 days before 2026-11-01T00:00:00.000Z, got "2025-01-01T00:00:00.000Z"',
    ],
    ['days=0', 'days: expected a whole number from 1 to 365, got "0"'],
    ['days=7&from=2026-11-01T00:00:00Z', 'days: expected either days or from, and not both, got "7"'],
    ['since=1&days=1&days=2', 'days: expected it once; since: expected from, to or days'],
  ])('?%s is refused', async (search, detail) =>
    expect(await openDemand().problem(path, search)).toBe(`BAD_REQUEST ${detail}`),
  )
})

describe('/api/components/{id}/latency', () => {
  const path = '/api/components/api/latency'

  test.each<[string, string, number]>([
    ['', '24h', 24],
    ['window=7d', '7d', 28],
    ['window=90d', '90d', 90],
  ])('?%s is the window %s, in %i buckets', async (search, window, count) => {
    const { buckets, ...rest } = await openDemand().ask(path, search)
    expect(rest).toEqual({ component: 'api', window })
    expect(buckets).toHaveLength(count)
    expect(buckets[0]).toMatchObject({ count: 3, p50Ms: 30, p99Ms: 40 })
    expect(buckets[1]).toMatchObject({ count: 0, p50Ms: null, p99Ms: null })
  })

  test('?window=1y is refused', async () =>
    expect(await openDemand().problem(path, 'window=1y')).toBe('BAD_REQUEST window: expected 24h, 7d or 90d, got "1y"'))
})

describe('/api/status of the past', () => {
  test.each<[string, string]>([
    [`at=${new Date(DOWN_AT - 1).toISOString()}`, 'operational'],
    [`asOf=${new Date(DOWN_AT).toISOString()}`, 'major_outage'],
    [`at=${new Date(UP_AT - 1).toISOString()}`, 'unknown'],
  ])('?%s is %s', async (search, status) =>
    expect(await openDemand().ask('/api/status', search)).toEqual({ status, services: { api: status } }),
  )

  test.each<[string, string]>([
    ['at=2026-11-24T00:00:00Z', 'at: expected an instant that has passed, got "2026-11-24T00:00:00Z"'],
    [
      'at=2026-11-01T00:00:00Z&asOf=2026-11-01T00:00:00Z',
      'asOf: expected either at or asOf, got "2026-11-01T00:00:00Z"',
    ],
    ['at=now&x=1', 'x: expected at or asOf'],
  ])('?%s is refused', async (search, detail) =>
    expect(await openDemand().problem('/api/status', search)).toBe(`BAD_REQUEST ${detail}`),
  )

  test('any other query asks for the present', () =>
    expect(openDemand().demand.find('/api/status', 'x=1')).toBeUndefined())
})
