import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Check } from '#domain/check.ts'
import type { Evidence, Facts } from '#domain/facts.ts'
import { DAYS_SHOWN, toPublicView } from '#domain/public-view.ts'
import type { Status } from '#domain/status.ts'
import { VERDICTS, type Verdict } from '#domain/verdict.ts'
import {
  checkOf,
  componentOf,
  configurationOf,
  evidenceOf,
  factsOf,
  NOW,
  occurrenceOf,
  transitionOf,
} from '../facts.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const API = componentOf('api')
const DASHBOARD = componentOf('dashboard')

const viewOf = (...facts: Parameters<typeof factsOf>) => toPublicView(factsOf(...facts), NOW)
const componentIn = (...facts: Parameters<typeof factsOf>) => viewOf(...facts).components[0]

describe('toPublicView', () => {
  test('a page that is well says so, with what vouches for it', () =>
    expect(viewOf([API, DASHBOARD])).toMatchObject({
      at: NOW,
      page: { name: 'Scopien', url: 'https://status.scopien.com', timezone: 'America/New_York' },
      status: 'operational',
      sentence: 'All systems operational',
      evidenceAt: NOW - 1000,
      locations: 1,
      staleAfterMs: 95_000,
      groups: [],
      components: [{ id: 'api', status: 'operational', reason: null }, { id: 'dashboard' }],
      maintenance: [],
    }))

  test('a component tells how fast it answered in the last hours', () => {
    const hour = { from: NOW - HOUR, to: NOW, count: 2, p50Ms: 80, p95Ms: 90, p99Ms: 90 }
    const latencies = new Map([['api', [hour]]])
    expect(viewOf([API, DASHBOARD], { latencies }).components.map(({ latency }) => latency)).toEqual([[hour], []])
  })

  test('a page of nothing knows nothing', () =>
    expect(viewOf([])).toMatchObject({ status: 'unknown', evidenceAt: null, locations: 0, staleAfterMs: 0 }))

  test.each<[Verdict, Status]>([
    ['up', 'operational'],
    ['degraded', 'degraded_performance'],
    ['down', 'major_outage'],
    ['unknown', 'unknown'],
  ])('a component whose check is %s is %s', (verdict, status) =>
    expect(componentIn([API], {}, verdict)?.status).toBe(status),
  )

  test.each<[string, Partial<Check>, Status]>([
    ['informational', { informational: true }, 'operational'],
    ['private', { private: true }, 'operational'],
    ['of a worst status', { worst: 'degraded_performance' }, 'degraded_performance'],
    ['like any other', {}, 'major_outage'],
  ])('a check that is %s and down makes it no worse than it may', (_kind, changes, status) => {
    const component = componentOf('api', { checks: [checkOf('health'), { ...checkOf('quota'), ...changes } as Check] })
    const transitions = [
      transitionOf('health', NOW - HOUR),
      transitionOf('quota', NOW - HOUR, { verdict: 'down', reasonCode: 'timeout' }),
    ]
    const shown = componentIn([component], { transitions })
    expect(shown?.status).toBe(status)
    expect(shown?.reason === null).toBe(status === 'operational')
  })

  test('silence makes unknown although no transition says so', () => {
    const lastDefiniteAt = NOW - 95_001
    const evidence = [evidenceOf('api-check', lastDefiniteAt)]
    const view = viewOf([API], { evidence })
    expect(view).toMatchObject({ status: 'unknown', evidenceAt: lastDefiniteAt })
    expect(view.components[0]).toMatchObject({ status: 'unknown', since: NOW - 1, reason: null })
  })

  test.each<[string, number, number | null]>([
    ['an hour', HOUR, NOW - HOUR],
    ['88 days', 88 * DAY, NOW - 88 * DAY],
    ['longer than the days shown', 91 * DAY, null],
  ])('of a status that has held for %s, since is told or null', (_long, ago, since) => {
    const shown = componentIn([API], { transitions: [transitionOf('api-check', NOW - ago)] })
    expect(shown).toMatchObject({ status: 'operational', since })
  })

  test.each([
    ['SYNC_001', 'Nothing is synchronised'],
    ['timeout', 'No answer in time'],
    ['made_up', 'The check did not pass'],
  ])('the reason %s is told in plain words: %s', (reasonCode, text) => {
    const facts = factsOf([API], {
      transitions: [transitionOf('api-check', NOW - HOUR, { verdict: 'down', reasonCode })],
      configuration: configurationOf([API], {
        errorCodes: { SYNC_001: { outcome: 'down', text: 'Nothing is synchronised' } },
      }),
    })
    expect(toPublicView(facts, NOW).components[0]?.reason).toEqual({ code: reasonCode, text })
  })

  test.each<[Verdict, Partial<Evidence>, string | null]>([
    ['down', { definite: { outcome: 'down', reasonCode: 'timeout' } }, 'timeout'],
    ['degraded', { definite: { outcome: 'down', reasonCode: 'timeout' } }, 'timeout'],
    ['down', { definite: { outcome: 'down', reasonCode: null } }, 'SYNC_001'],
    ['down', { definite: { outcome: 'up', reasonCode: null } }, 'SYNC_001'],
    [
      'down',
      {
        lastOutcome: 'unknown',
        lastReasonCode: 'RATE_001',
        definite: { outcome: 'degraded', reasonCode: 'slow' },
      },
      'slow',
    ],
    ['down', { lastDefiniteAt: NOW - 1, definite: null }, 'SYNC_001'],
    ['up', { definite: { outcome: 'down', reasonCode: 'timeout' } }, null],
    ['unknown', { lastOutcome: 'unknown', lastReasonCode: 'RATE_001' }, 'RATE_001'],
    ['unknown', { lastOutcome: 'down', lastReasonCode: 'timeout' }, null],
    ['unknown', { lastOutcome: null }, null],
  ])('of a check that is %s with the evidence %j the reason is %s', (verdict, newest, code) => {
    const reasonCode = verdict === 'up' || verdict === 'unknown' ? null : 'SYNC_001'
    const shown = componentIn([API], {
      transitions: [transitionOf('api-check', NOW - HOUR, { verdict, reasonCode })],
      evidence: [evidenceOf('api-check', NOW - 1000, newest)],
    })
    expect(shown?.reason?.code ?? null).toBe(code)
  })

  test('a check that was never heard has the reason that we could not ask', () => {
    const unsure = { lastOutcome: 'unknown', lastReasonCode: 'no_network', definite: null } as const
    const evidence = [evidenceOf('api-check', null, unsure)]
    expect(componentIn([API], { transitions: [], evidence })).toMatchObject({
      status: 'unknown',
      reason: { code: 'no_network' },
    })
  })

  test('the days are those of the page’s time zone, today included', () => {
    const days = componentIn([API])?.days ?? []
    expect(days).toHaveLength(DAYS_SHOWN)
    expect([days[0]?.date, days.at(-1)?.date]).toEqual(['2026-08-26', '2026-11-23'])
    expect(days.at(-1)).toMatchObject({ from: Date.parse('2026-11-23T05:00Z'), to: NOW, uptime: 1 })
  })

  test('only groups with a component to show are shown', () => {
    const groups = ['core', 'edge', 'empty'].map((id) => ({ id, name: id }))
    const all = [componentOf('api', { group: 'core' }), componentOf('proxy', { group: 'edge', private: true })]
    const view = toPublicView(factsOf(all, { configuration: configurationOf(all, { groups }) }), NOW)
    expect(view.groups).toEqual([{ id: 'core', name: 'core' }])
  })
})

describe('a check that is removed', () => {
  const HEALTH = checkOf('health')
  const past = fc.array(fc.tuple(fc.integer({ min: 1, max: 95 * 24 }), fc.constantFrom(...VERDICTS)), { maxLength: 8 })
  const transitionsOf = (id: string, changes: readonly (readonly [number, Verdict])[]) =>
    changes
      .map(([hours, verdict]) => transitionOf(id, NOW - hours * HOUR, { verdict, reasonCode: 'planted' }))
      .sort((a, b) => a.at - b.at)

  test('leaves the days and the uptime that were shown as they were', () =>
    fc.assert(
      fc.property(
        past,
        past,
        fc.constantFrom(null, 'degraded_performance', 'partial_outage'),
        fc.integer({ min: 0, max: 200_000 }),
        (kept, gone, worst, silentMs) => {
          const login = { ...checkOf('login'), worst }
          const transitions = [...transitionsOf('health', kept), ...transitionsOf('login', gone)]
          const evidence = [evidenceOf('health', NOW - 1000), evidenceOf('login', NOW - silentMs)]
          const retiredAt = Math.min(NOW, NOW - silentMs + login.policy.staleAfterMs)
          const retired = [{ id: 'login', componentId: 'api', region: 'local', worst, retiredAt }]
          const before = componentIn([componentOf('api', { checks: [HEALTH, login] })], { transitions, evidence })
          const after = componentIn([componentOf('api', { checks: [HEALTH] })], { transitions, evidence, retired })
          expect([after?.uptime, after?.days]).toEqual([before?.uptime, before?.days])
        },
      ),
      { seed: 20261123 },
    ))

  test('says nothing any more, and neither its reason, its place nor its evidence is shown', () => {
    const transitions = [
      transitionOf('health', NOW - 3 * HOUR),
      transitionOf('login', NOW - 2 * HOUR, { verdict: 'down', reasonCode: 'planted', region: 'planted' }),
    ]
    const retired = [
      { id: 'login', componentId: 'api', region: 'planted', worst: null, retiredAt: NOW - HOUR } as const,
    ]
    const view = viewOf([componentOf('api', { checks: [HEALTH] })], { transitions, retired })
    expect(view).toMatchObject({ status: 'operational', locations: 1, evidenceAt: NOW - 1000 })
    expect(view.components[0]).toMatchObject({ since: NOW - HOUR, reason: null, uptime: { worst: 'major_outage' } })
    expect(view.components[0]?.uptime.ms.major_outage).toBe(HOUR)
    expect(JSON.stringify(view)).not.toContain('planted')
  })
})

describe('maintenance', () => {
  const shownOf = (...occurrences: Facts['occurrences']) =>
    viewOf([API, DASHBOARD], { occurrences }).maintenance.map(({ id, state }) => `${id} ${state}`)

  test('in progress shows its components under maintenance, and when it ends', () => {
    const view = viewOf([API, DASHBOARD], { occurrences: [occurrenceOf('mnt_1', NOW - HOUR)] }, 'up')
    expect(view.components.map(({ status }) => status)).toEqual(['under_maintenance', 'operational'])
    expect(view).toMatchObject({ status: 'under_maintenance', sentence: 'Maintenance in progress until 11:22 EST' })
  })

  test('that was cancelled is shown as such until it would have ended, and excuses nothing', () => {
    const off = occurrenceOf('mnt_1', NOW - HOUR, { cancelledAt: NOW - 3 * HOUR })
    const { components, maintenance } = viewOf([API, DASHBOARD], { occurrences: [off] }, 'down')
    expect(components[0]).toMatchObject({ status: 'major_outage', uptime: { ms: { under_maintenance: 0 } } })
    expect(maintenance).toMatchObject([{ id: 'mnt_1', state: 'cancelled', startsAt: NOW - HOUR }])
    expect(shownOf({ ...off, endsAt: NOW })).toEqual([])
  })

  test('is told with the names of its components', () =>
    expect(viewOf([API], { occurrences: [occurrenceOf('mnt_1', NOW + HOUR)] }).maintenance).toEqual([
      {
        id: 'mnt_1',
        seriesId: 'ser_1',
        title: 'Monthly maintenance',
        description: '',
        html: '',
        state: 'scheduled',
        startsAt: NOW + HOUR,
        endsAt: NOW + 3 * HOUR,
        movedFrom: null,
        extendedFrom: null,
        timezone: 'America/New_York',
        components: [{ id: 'api', name: 'API' }],
        expect: ['API requests may fail'],
        announcedAt: NOW + HOUR - 7 * DAY,
        cancelledAt: null,
        events: [],
      },
    ]))

  test('begins and ends at its instants', () => {
    expect(shownOf(occurrenceOf('mnt_1', NOW))).toEqual(['mnt_1 in_progress'])
    expect(shownOf(occurrenceOf('mnt_1', NOW - 2 * HOUR))).toEqual([])
  })

  test('in progress comes first, then what begins within 30 days', () =>
    expect(
      shownOf(
        occurrenceOf('mnt_in_31_days', NOW + 31 * DAY),
        occurrenceOf('mnt_in_29_days', NOW + 29 * DAY),
        occurrenceOf('mnt_over', NOW - 3 * HOUR),
        occurrenceOf('mnt_now', NOW - HOUR),
      ),
    ).toEqual(['mnt_now in_progress', 'mnt_in_29_days scheduled']))

  test('always tells the next one, however far', () =>
    expect(
      shownOf(
        occurrenceOf('mnt_in_70_days', NOW + 70 * DAY),
        occurrenceOf('mnt_in_40_days', NOW + 40 * DAY),
        occurrenceOf('mnt_now', NOW - HOUR),
      ),
    ).toEqual(['mnt_now in_progress', 'mnt_in_40_days scheduled']))
})
