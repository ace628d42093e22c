import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dayBars, days } from '#domain/calendar.ts'
import { statusAsOf } from '#domain/instant.ts'
import { type Impact, STATUSES } from '#domain/status.ts'
import { type ComponentRecord, timeline } from '#domain/timeline.ts'
import { type StatusMs, sumMs } from '#domain/uptime.ts'
import { VERDICTS } from '#domain/verdict.ts'

const ZONES = Intl.supportedValuesOf('timeZone')
const IMPACTS: readonly Impact[] = ['degraded_performance', 'partial_outage', 'major_outage']
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const T0 = Date.UTC(2026, 0, 1)

const instant = fc.integer({ min: 0, max: 1000 })
const window = fc.tuple(instant, instant, instant).map((all) => all.toSorted((a, b) => a - b))
const transitionAt = (at: number, recordedAt: number) =>
  fc.constantFrom(...VERDICTS).map((verdict) => ({ at, recordedAt: Math.max(at, recordedAt), verdict }))
const transition = fc.tuple(instant, instant).chain(([at, recordedAt]) => transitionAt(at, recordedAt))
/** No two recorded at once: their order in the list would decide between them. */
const transitions = fc.uniqueArray(transition, { maxLength: 8, selector: ({ recordedAt }) => recordedAt })
const span = fc.record({ from: instant, to: instant, recordedAt: instant })
const incident = fc.record({
  from: instant,
  to: fc.option(instant, { nil: null }),
  impact: fc.constantFrom(...IMPACTS),
  recordedAt: instant,
})
const record: fc.Arbitrary<ComponentRecord> = fc.record({
  checks: fc.array(
    fc.record({
      regions: fc.record({ a: transitions, b: transitions }),
      worst: fc.option(fc.constantFrom(...IMPACTS), { nil: null }),
    }),
    { maxLength: 3 },
  ),
  maintenance: fc.array(span, { maxLength: 4 }),
  incidents: fc.array(incident, { maxLength: 4 }),
})

function total(ms: StatusMs): number {
  return STATUSES.reduce((sum, status) => sum + ms[status], 0)
}

function added(one: StatusMs, other: StatusMs): StatusMs {
  const sums = STATUSES.map((status) => [status, one[status] + other[status]] as const)
  return Object.fromEntries(sums) as StatusMs
}

describe('the milliseconds of a window', () => {
  test.each(ZONES)('add up to its length in %s, on each day of a year', (zone) => {
    const [from, to] = [T0 + 5 * HOUR_MS, T0 + 365 * DAY_MS]
    const bars = dayBars([{ from, to, status: 'operational' }], days(from, to, zone))
    expect(bars.every((bar) => total(bar.ms) === bar.to - bar.from)).toBe(true)
    expect(bars.reduce((sum, { ms }) => sum + ms.operational, 0)).toBe(to - from)
  })

  test('add up to its length, and those of its days to its own, in any zone over any clock change', () => {
    const lengths = fc.tuple(fc.integer({ min: -50 * 365, max: 10 * 365 }), fc.integer({ min: 0, max: 100 * 24 }))
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), lengths, fc.nat(HOUR_MS), record, (zone, [day, hours], ms, facts) => {
        const from = T0 + day * DAY_MS + ms
        const to = from + hours * HOUR_MS
        const history = timeline(facts, 0, 1000).map((one) => ({
          ...one,
          from: from + one.from * HOUR_MS,
          to: from + one.to * HOUR_MS,
        }))
        const bars = dayBars(history, days(from, to, zone))
        const whole = sumMs(history, from, to)
        expect(total(whole)).toBe(to - from)
        expect(bars.map((bar) => bar.ms).reduce(added, sumMs([], 0, 0))).toEqual(whole)
      }),
      { numRuns: 300 },
    )
  })

  test('of two windows that meet are those of the one they make', () => {
    fc.assert(
      fc.property(record, window, (facts, [from = 0, between = 0, to = 0]) => {
        const history = timeline(facts, 0, 1000)
        expect(added(sumMs(history, from, between), sumMs(history, between, to))).toEqual(sumMs(history, from, to))
      }),
    )
  })

  test('are the same whether the timeline is drawn at once or in two pieces', () => {
    fc.assert(
      fc.property(record, window, (facts, [from = 0, between = 0, to = 0]) => {
        const pieces = [...timeline(facts, from, between), ...timeline(facts, between, to)]
        expect(sumMs(pieces, from, to)).toEqual(sumMs(timeline(facts, from, to), from, to))
      }),
    )
  })
})

describe('a correction', () => {
  test('that comes late gives the history that it would have given in time', () => {
    const shuffled = record.chain((facts) =>
      fc.record({
        facts: fc.constant(facts),
        maintenance: fc.shuffledSubarray([...facts.maintenance], { minLength: facts.maintenance.length }),
        incidents: fc.shuffledSubarray([...facts.incidents], { minLength: facts.incidents.length }),
      }),
    )
    fc.assert(
      fc.property(shuffled, ({ facts, maintenance, incidents }) => {
        const checks = facts.checks.map(({ worst, regions: { a = [], b = [] } }) => ({
          worst,
          regions: { a: a.toReversed(), b: b.toReversed() },
        }))
        expect(timeline({ checks, maintenance, incidents }, 0, 1000)).toEqual(timeline(facts, 0, 1000))
      }),
    )
  })

  test('takes the place of what it corrects', () => {
    fc.assert(
      fc.property(record, span, incident, instant, (facts, wrongSpan, wrongIncident, supersededAt) => {
        const corrected = {
          ...facts,
          maintenance: [{ ...wrongSpan, supersededAt }, ...facts.maintenance],
          incidents: [{ ...wrongIncident, supersededAt }, ...facts.incidents],
        }
        expect(timeline(corrected, 0, 1000)).toEqual(timeline(facts, 0, 1000))
      }),
    )
  })
})

describe('what the page said at an instant', () => {
  const later = (t: number) => fc.integer({ min: t + 1, max: t + 1000 })

  test('stays what it was, whatever is recorded later', () => {
    const grown = fc.tuple(record, instant).chain(([facts, t]) =>
      fc.record({
        facts: fc.constant(facts),
        t: fc.constant(t),
        spans: fc.array(fc.record({ from: instant, to: instant, recordedAt: later(t) }), { maxLength: 3 }),
        told: fc.array(
          fc.tuple(instant, later(t)).chain(([at, recordedAt]) => transitionAt(at, recordedAt)),
          { maxLength: 3 },
        ),
        supersededAt: later(t),
        which: fc.nat(3),
      }),
    )
    fc.assert(
      fc.property(grown, ({ facts, t, spans, told, supersededAt, which }) => {
        const superseded = <Fact>(fact: Fact, index: number) => (index === which ? { ...fact, supersededAt } : fact)
        const incidents = spans.map((one) => ({ ...one, impact: 'major_outage' as const }))
        const next: ComponentRecord = {
          checks: facts.checks.map((check) => ({
            ...check,
            regions: { ...check.regions, a: [...(check.regions['a'] ?? []), ...told] },
          })),
          maintenance: [...facts.maintenance.map(superseded), ...spans],
          incidents: [...facts.incidents.map(superseded), ...incidents],
        }
        expect(statusAsOf(next, t)).toBe(statusAsOf(facts, t))
      }),
      { numRuns: 500 },
    )
  })
})
