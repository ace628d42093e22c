import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toOperatorView } from '#domain/operator-view.ts'
import { toPublicView } from '#domain/public-view.ts'
import { burnRate, burnRateOf, type Slo, sloReport } from '#domain/slo.ts'
import { timeline } from '#domain/timeline.ts'
import { lostMs, observedMs, uptimeOf } from '#domain/uptime.ts'
import { componentRecord } from '../arbitraries.ts'
import { componentOf, factsOf } from '../facts.ts'
import { HOUR, MINUTE, NOW, spell } from '../site/view.ts'

const DAY = 24 * HOUR
const SLO: Slo = { objective: 0.999, periodMs: 30 * DAY, public: true }
const SPAN = { from: NOW - 90 * DAY, at: NOW }

describe('burnRate', () => {
  test.each([
    [0, 0.999, 0],
    [0.001, 0.999, 1],
    [0.0144, 0.999, 14.4],
    [1, 0.99, 100],
  ])('%f lost of an objective of %f spends %f times what it may', (failed, objective, rate) =>
    expect(burnRate(failed, objective)).toBeCloseTo(rate, 9),
  )

  test.each([0, 1, 1.5, Number.NaN])('%f is no objective', (objective) =>
    expect(() => burnRate(0, objective)).toThrow(RangeError),
  )
})

describe('burnRateOf', () => {
  // Google SRE Workbook, chapter 5, table 5-8.
  test.each([
    [0.02, HOUR, 14.4],
    [0.05, 6 * HOUR, 6],
    [0.1, 3 * DAY, 1],
  ])('%f of the budget of 30 days within %i ms is a rate of %f', (share, windowMs, rate) =>
    expect(burnRateOf(share, windowMs, 30 * DAY)).toBeCloseTo(rate, 9),
  )
})

describe('sloReport', () => {
  const outage = (status: 'major_outage' | 'partial_outage', minutes: number) => [
    spell('operational', NOW - 40 * DAY, 39 * DAY),
    spell(status, NOW - DAY, minutes * MINUTE),
    spell('operational', NOW - DAY + minutes * MINUTE, DAY - minutes * MINUTE),
  ]

  test.each([
    ['major_outage', 0, 0, 1],
    ['major_outage', 21.6, 21.6, 0.5],
    ['partial_outage', 72, 21.6, 0.5],
    ['major_outage', 43.2, 43.2, 0],
    ['major_outage', 432, 432, -9],
  ] as const)('%s for %f min spends %f min of 43.2 and leaves %f', (status, minutes, spent, remaining) => {
    const { budget } = sloReport(SLO, outage(status, minutes), SPAN)
    expect(budget).toEqual({
      totalMs: 43.2 * MINUTE,
      spentMs: spent * MINUTE,
      remaining: expect.closeTo(remaining, 9),
    })
  })

  test('what was before the period is forgiven', () => {
    const history = [spell('major_outage', NOW - 40 * DAY, 10 * DAY), spell('operational', NOW - 30 * DAY, 30 * DAY)]
    expect(sloReport(SLO, history, SPAN)).toMatchObject({
      uptime: 1,
      coverage: 1,
      budget: { spentMs: 0, remaining: 1 },
    })
  })

  test('only the time that was observed may be spent', () => {
    const history = [spell('under_maintenance', NOW - 3 * DAY, DAY), spell('operational', NOW - DAY, DAY)]
    expect(sloReport(SLO, history, SPAN)).toMatchObject({ uptime: 1, coverage: 1 / 29, budget: { totalMs: 86_400 } })
  })

  const objective = fc.double({ min: 0.5, max: 0.9999, noNaN: true })
  const span = { from: 0, at: 100 }

  test('it is the uptime of the page, and broken when that is less than promised', () =>
    fc.assert(
      fc.property(componentRecord, objective, (record, promised) => {
        const history = timeline(record, span.from, span.at)
        const { uptime, coverage, ms } = uptimeOf(history, span.from, span.at)
        const report = sloReport({ ...SLO, objective: promised }, history, span)
        expect(report).toMatchObject({ uptime, coverage })
        if (uptime === null) {
          expect(report.budget).toBeNull()
          return
        }
        const left = report.budget?.remaining ?? Number.NaN
        expect(left).toBeLessThanOrEqual(1)
        expect(left).toBeCloseTo(1 - lostMs(ms) / (observedMs(ms) * (1 - promised)), 6)
        if (Math.abs(uptime - promised) > 1e-9) expect(left < 0).toBe(uptime < promised)
      }),
    ))

  test('maintenance counts no more than what is not known', () =>
    fc.assert(
      fc.property(componentRecord, (record) => {
        const history = timeline(record, span.from, span.at)
        const blind = history.filter(({ status }) => status !== 'under_maintenance')
        expect(sloReport(SLO, blind, span).budget).toEqual(sloReport(SLO, history, span).budget)
      }),
    ))

  test('where nothing was observed there is no budget', () =>
    expect(sloReport(SLO, [], SPAN)).toEqual({
      ...{ objective: 0.999, periodMs: 30 * DAY },
      ...{ uptime: null, coverage: 0, budget: null },
    }))
})

describe('the page', () => {
  const components = [
    componentOf('api', { slo: SLO }),
    componentOf('sync', { slo: { ...SLO, periodMs: 90 * DAY } }),
    componentOf('inner', { slo: { ...SLO, public: false } }),
    componentOf('vault', { slo: SLO, private: true }),
    componentOf('free'),
  ]
  const facts = factsOf(components)
  const view = toPublicView(facts, NOW)
  const slos = (all: typeof view.components) => all.flatMap(({ id, slo }) => (slo ? [id] : []))

  test('tells of public objectives, and operators of all', () => {
    expect(slos(view.components)).toEqual(['api', 'sync'])
    expect(slos(toOperatorView(facts, view).components)).toEqual(['api', 'sync', 'inner', 'vault'])
  })

  test('has one figure for uptime and the objective of the same time', () => {
    const [api, sync] = view.components
    expect(api?.slo).toMatchObject(api?.windows['30d'] ?? {})
    expect(sync?.slo).toMatchObject(sync?.windows['90d'] ?? {})
  })
})
