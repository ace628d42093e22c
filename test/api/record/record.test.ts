import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { syncRegistry } from '#db/registry.ts'
import { rollUpHours } from '#db/rollups.ts'
import { listTransitions } from '#db/transitions.ts'
import type { Check, HttpCheck } from '#domain/check.ts'
import type { Configuration } from '#domain/configuration.ts'
import type { CheckTransition } from '#domain/facts.ts'
import { toPublicView } from '#domain/public-view.ts'
import type { Result } from '#domain/result.ts'
import { HOUR_MS } from '#domain/rollup.ts'
import type { Policy } from '#domain/verdict.ts'
import { openRecord } from '../../../api/record/record.ts'
import { createRecorder } from '../../../api/record/recorder.ts'
import { freshUrl, openTestDatabase } from '../../db/open-test-database.ts'
import { checkOf, componentOf, configurationOf, evidenceOf, MONTHLY, resultOf, transitionOf } from '../../facts.ts'

const AT = Date.parse('2026-11-23T15:00Z')
const DAY_MS = 86_400_000

const UNHEARD = { onStored() {}, onFailure() {}, onDropped() {} }

/** A process: it opens the record, remembers, records, judges the silence up to `until` and ends. */
async function run(url: string, configuration: Configuration, results: readonly Result[], until = AT): Promise<void> {
  let now = results[0]?.at ?? until
  const db = await openTestDatabase(url)
  const record = await openRecord(db, configuration, { publicUrl: '', at: now })
  const fail = (error: unknown) => {
    throw error
  }
  const recorder = createRecorder({ now: () => now, store: record.store, ...UNHEARD, onFailure: fail })
  recorder.remember(await record.remembered())
  const checks = new Map(configuration.components.flatMap(({ checks }) => checks.map((check) => [check.id, check])))
  for (const result of results) {
    now = result.at
    recorder.expire()
    recorder.record(checks.get(result.checkId) as Check, result)
  }
  now = Math.max(now, until)
  recorder.expire()
  await recorder.flush()
  db.close()
}

/** What a configuration's record holds of its first check. */
async function told(url: string, { components }: Configuration): Promise<Partial<CheckTransition>[]> {
  const db = await openTestDatabase(url)
  const registry = await syncRegistry(db, components, AT)
  const checkId = components[0]?.checks[0]?.id ?? ''
  const all = await listTransitions(db, registry, { checkId, region: 'local', since: 0 })
  db.close()
  return all.map(({ at, verdict, reasonCode }) => ({ at, verdict, reasonCode }))
}

/** One result every 30 s: `u` up, `g` degraded, `d` down, `?` unknown. */
function resultsOf(letters: string): Result[] {
  const outcomes = { u: 'up', g: 'degraded', d: 'down', '?': 'unknown' } as const
  return [...letters].map((letter, n) =>
    resultOf('health', AT + 30_000 * n, { outcome: outcomes[letter as keyof typeof outcomes], reasonCode: letter }),
  )
}

const policy: fc.Arbitrary<Policy> = fc.record({
  failAfter: fc.integer({ min: 1, max: 4 }),
  recoverAfter: fc.integer({ min: 1, max: 4 }),
  staleAfterMs: fc.constant(100),
})

/** Results in time order, with gaps longer than they vouch. */
const history = fc
  .array(fc.tuple(fc.constantFrom(1, 10, 30, 100, 101, 250), fc.constantFrom('up', 'degraded', 'down', 'unknown')), {
    maxLength: 24,
  })
  .map((steps) => {
    let at = AT
    return steps.map(([gap, outcome]) => {
      at += gap
      return resultOf('health', at, { outcome, reasonCode: outcome === 'up' ? null : outcome })
    })
  })

describe('a process that is restarted', () => {
  const letters = 'uddd?guuddgg'
  test.each([...letters].map((_, cut) => [letters.slice(0, cut), letters.slice(cut)]))(
    'between %j and %j tells the same as one that ran through',
    async (before, after) => {
      const configuration = configurationOf([componentOf('api', { checks: [checkOf('health')] })])
      const [through, restarted] = [freshUrl(), freshUrl()]
      const all = resultsOf(before + after)
      await run(through, configuration, all)
      await run(restarted, configuration, all.slice(0, before.length))
      await run(restarted, configuration, all.slice(before.length))
      const transitions = await told(through, configuration)
      expect(transitions.map(({ verdict }) => verdict)).toEqual(['up', 'down', 'degraded', 'up', 'degraded'])
      expect(await told(restarted, configuration)).toEqual(transitions)
    },
  )

  test('tells the same as one that ran through, wherever it was cut', () =>
    fc.assert(
      fc.asyncProperty(history, policy, fc.nat(24), async (results, rule, cut) => {
        const configuration = configurationOf([componentOf('api', { checks: [checkOf('health', { policy: rule })] })])
        const [through, restarted] = [freshUrl(), freshUrl()]
        const until = (results.at(-1)?.at ?? AT) + 101
        await run(through, configuration, results, until)
        await run(restarted, configuration, results.slice(0, cut))
        await run(restarted, configuration, results.slice(cut), until)
        expect(await told(restarted, configuration)).toEqual(await told(through, configuration))
      }),
      { numRuns: 25, seed: 20261123 },
    ))

  test('remembers its evidence', async () => {
    const url = freshUrl()
    const configuration = configurationOf([componentOf('api', { checks: [checkOf('health'), checkOf('login')] })])
    const unsure = resultOf('health', AT + 20, { outcome: 'unknown', reasonCode: 'RATE_001' })
    const down = resultOf('health', AT + 10, { outcome: 'down', reasonCode: 'timeout' })
    await run(url, configuration, [resultOf('health', AT), down, unsure])
    const record = await openRecord(await openTestDatabase(url), configuration, { publicUrl: '', at: AT })
    expect((await record.remembered()).map(({ evidence }) => evidence)).toEqual([
      evidenceOf('health', AT + 10, {
        lastOutcome: 'unknown',
        lastReasonCode: 'RATE_001',
        lastAt: AT + 20,
        definite: { outcome: 'down', reasonCode: 'timeout' },
      }),
      evidenceOf('login', null, { lastOutcome: null, definite: null }),
    ])
  })
})

describe('openRecord', () => {
  async function recordOf(configuration: Configuration) {
    const db = await openTestDatabase()
    const open = (next: Configuration) => openRecord(db, next, { publicUrl: 'https://status.scopien.com', at: AT })
    return { record: await open(configuration), open }
  }

  test('facts are the configuration, its record and what is planned', async () => {
    const { record } = await recordOf(configurationOf([componentOf('api')], { maintenance: [MONTHLY] }))
    const recorder = createRecorder({ now: () => AT, store: record.store, ...UNHEARD })
    recorder.record(checkOf('api-check'), resultOf('api-check', AT))
    await recorder.flush()
    await record.plan(AT)
    const facts = await record.facts(recorder.evidence(), AT)
    expect(facts).toMatchObject({ configuration: record.configuration, publicUrl: 'https://status.scopien.com' })
    expect(facts.transitions).toMatchObject([{ checkId: 'api-check', at: AT, recordedAt: AT, verdict: 'up' }])
    expect(facts.evidence).toMatchObject([{ checkId: 'api-check', lastDefiniteAt: AT }])
    expect(facts.occurrences[0]?.startsAt).toBe(Date.parse('2026-12-06T07:00Z'))
  })

  test('facts reach back as far as the page, with the last transition before', async () => {
    const { record } = await recordOf(configurationOf([componentOf('api')]))
    const days = [200, 100, 30]
    await record.store({
      results: [],
      transitions: days.map((day) => ({
        checkId: 'api-check',
        region: 'local',
        at: AT - day * DAY_MS,
        recordedAt: AT - day * DAY_MS,
        verdict: 'up',
        reasonCode: null,
      })),
    })
    const facts = await record.facts([], AT)
    expect(facts.transitions.map(({ at }) => (AT - at) / DAY_MS)).toEqual([100, 30])
  })

  test('plan enters a year of occurrences, and none of them twice', async () => {
    const { record } = await recordOf(configurationOf([componentOf('api')], { maintenance: [MONTHLY] }))
    expect(await record.plan(AT)).toBe(12)
    expect(await record.plan(AT)).toBe(0)
    expect(await record.plan(AT + 3_600_000)).toBe(0)
    expect(await record.plan(AT + 31 * DAY_MS)).toBe(1)
  })

  test('a series that leaves the configuration takes its coming occurrences with it', async () => {
    const { record, open } = await recordOf(configurationOf([componentOf('api')], { maintenance: [MONTHLY] }))
    await record.plan(AT)
    const next = await open(configurationOf([componentOf('api')]))
    expect(await next.plan(AT)).toBe(12)
    expect((await next.facts([], AT)).occurrences).toEqual([])
  })

  test.each<[string, Partial<HttpCheck>, number]>([
    ['decided', {}, 0],
    ['was private', { private: true }, 1],
    ['was informational', { informational: true }, 1],
  ])('the outage of a check that %s and is removed with %j leaves an uptime of %d', async (_kind, changes, uptime) => {
    const db = await openTestDatabase()
    const HOUR_MS = 3_600_000
    const [health, login] = [checkOf('health'), checkOf('login', changes)]
    const open = (checks: readonly Check[], at: number) =>
      openRecord(db, configurationOf([componentOf('api', { checks })]), { publicUrl: '', at })
    const shownOf = async (record: Awaited<ReturnType<typeof open>>, at: number) => {
      const evidence = [evidenceOf('health', at), evidenceOf('login', at)]
      return toPublicView(await record.facts(evidence, at), at).components[0]
    }
    const record = await open([health, login], AT - HOUR_MS)
    await record.store({
      results: [resultOf('login', AT, { outcome: 'down' })],
      transitions: [transitionOf('health', AT - HOUR_MS), transitionOf('login', AT - HOUR_MS, { verdict: 'down' })],
    })
    const before = await shownOf(record, AT)
    const removed = await open([health], AT)
    expect([before?.uptime.uptime, before?.uptime]).toEqual([uptime, (await shownOf(removed, AT))?.uptime])
    expect((await shownOf(removed, AT + 1))?.status).toBe('operational')
  })

  test('the outage of a check that moves stays with the component that it was of', async () => {
    const { record, open } = await recordOf(
      configurationOf([componentOf('api', { checks: [checkOf('health')] }), componentOf('dashboard')]),
    )
    await record.store({ results: [], transitions: [transitionOf('health', AT - 9, { verdict: 'down' })] })
    const moved = await open(
      configurationOf([componentOf('api'), componentOf('dashboard', { checks: [checkOf('health')] })]),
    )
    const { components } = toPublicView(await moved.facts([], AT), AT)
    expect(components.map(({ uptime }) => uptime.ms.major_outage)).toEqual([9, 0])
  })

  test('a check that leaves the configuration leaves the facts, and its record stays', async () => {
    const { record, open } = await recordOf(configurationOf([componentOf('api'), componentOf('dashboard')]))
    const recorder = createRecorder({ now: () => AT, store: record.store, ...UNHEARD })
    for (const id of ['api-check', 'dashboard-check']) recorder.record(checkOf(id), resultOf(id, AT))
    await recorder.flush()
    const ids = async (configuration: Configuration) =>
      (await (await open(configuration)).facts([], AT)).transitions.map(({ checkId }) => checkId)
    expect(await ids(configurationOf([componentOf('dashboard')]))).toEqual(['dashboard-check'])
    expect(await ids(record.configuration)).toEqual(['api-check', 'dashboard-check'])
  })
})

describe('latencies', () => {
  test('are those of the checks that decide a status, rolled up or not', async () => {
    const checks = [checkOf('health'), checkOf('quota', { informational: true }), checkOf('inner', { private: true })]
    const configuration = configurationOf([componentOf('api', { checks })])
    const db = await openTestDatabase()
    const record = await openRecord(db, configuration, { publicUrl: '', at: AT })
    const hour = Math.floor(AT / HOUR_MS) * HOUR_MS
    const results = ['health', 'quota', 'inner'].flatMap((id) => [
      resultOf(id, hour - 1, { durationMs: 20 }),
      resultOf(id, hour + 1, { durationMs: 30 }),
    ])
    await record.store({ results, transitions: [] })
    await rollUpHours(db, { until: hour })
    const found = await record.latencies({ component: 'api', from: hour - HOUR_MS, to: hour + 2 })
    expect(found.map((one) => [one.hour - hour, one.latency.count])).toEqual([
      [-HOUR_MS, 1],
      [0, 1],
    ])
  })
})
