import { describe, expect, test } from 'vitest'
import type { Check } from '#domain/check.ts'
import type { Facts } from '#domain/facts.ts'
import { DAYS_SHOWN, toPublicView } from '#domain/public-view.ts'
import type { Status } from '#domain/status.ts'
import type { Verdict } from '#domain/verdict.ts'
import { checkOf, componentOf, configurationOf, factsOf, NOW, occurrenceOf, transitionOf } from '../facts.ts'

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
    const evidence = [{ checkId: 'api-check', region: 'local', lastDefiniteAt, lastOutcome: 'up' } as const]
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

describe('maintenance', () => {
  const shownOf = (...occurrences: Facts['occurrences']) =>
    viewOf([API, DASHBOARD], { occurrences }).maintenance.map(({ id, state }) => `${id} ${state}`)

  test('in progress shows its components under maintenance, and when it ends', () => {
    const view = viewOf([API, DASHBOARD], { occurrences: [occurrenceOf('mnt_1', NOW - HOUR)] }, 'up')
    expect(view.components.map(({ status }) => status)).toEqual(['under_maintenance', 'operational'])
    expect(view).toMatchObject({ status: 'under_maintenance', sentence: 'Maintenance in progress until 11:22 EST' })
  })

  test('is told with the names of its components', () =>
    expect(viewOf([API], { occurrences: [occurrenceOf('mnt_1', NOW + HOUR)] }).maintenance).toEqual([
      {
        id: 'mnt_1',
        seriesId: 'ser_1',
        title: 'Monthly maintenance',
        description: '',
        state: 'scheduled',
        startsAt: NOW + HOUR,
        endsAt: NOW + 3 * HOUR,
        timezone: 'America/New_York',
        components: [{ id: 'api', name: 'API' }],
        expect: ['API requests may fail'],
        announcedAt: NOW + HOUR - 7 * DAY,
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
