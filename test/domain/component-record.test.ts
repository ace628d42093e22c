import { describe, expect, test } from 'vitest'
import type { Check } from '#domain/check.ts'
import type { Component } from '#domain/component.ts'
import { componentRecord, decisiveChecks } from '#domain/component-record.ts'
import type { CheckTransition, Evidence, Facts } from '#domain/facts.ts'
import type { Verdict } from '#domain/verdict.ts'
import { checkOf, componentOf, configurationOf, evidenceOf, occurrenceOf, transitionOf } from '../facts.ts'

/** Every result vouches for 100 ms. */
const HEALTH = checkOf('health', { policy: { failAfter: 3, recoverAfter: 2, staleAfterMs: 100 } })
const API = componentOf('api', { checks: [HEALTH] })

function factsOf(component: Component, changes: Partial<Facts> = {}): Facts {
  const none = {
    births: new Map(),
    transitions: [],
    evidence: [],
    latencies: new Map(),
    retired: [],
    occurrences: [],
    maintenanceEvents: [],
    incidents: [],
    impacts: [],
  }
  return { configuration: configurationOf([component]), publicUrl: '', ...none, ...changes }
}

function evidenceAt(lastDefiniteAt: number | null, changes: Partial<Evidence> = {}): Evidence {
  return evidenceOf('health', lastDefiniteAt, changes)
}

/** What the record at 1000 says of the one check from here: `verdict at`. */
function told(transitions: readonly CheckTransition[], evidence: readonly Evidence[]): string[] {
  const record = componentRecord(API, factsOf(API, { transitions, evidence }), 1000)
  return (record.checks[0]?.regions['local'] ?? []).map(({ verdict, at }) => `${verdict} ${at}`)
}

describe('decisiveChecks', () => {
  test.each<[Partial<Check>, boolean]>([
    [{}, true],
    [{ worst: 'degraded_performance' }, true],
    [{ informational: true }, false],
    [{ private: true }, false],
  ])('one that is %j decides: %s', (changes, decides) => {
    const component = componentOf('api', { checks: [{ ...HEALTH, ...changes } as Check] })
    expect(decisiveChecks(component)).toHaveLength(decides ? 1 : 0)
  })
})

describe('componentRecord', () => {
  test.each<[string, CheckTransition[], Evidence[], string[]]>([
    ['nothing on record', [], [], []],
    ['evidence that vouches still', [transitionOf('health', 10)], [evidenceAt(900)], ['up 10']],
    ['evidence that vouches no more', [transitionOf('health', 10)], [evidenceAt(899)], ['up 10', 'unknown 999']],
    ['no evidence at all', [transitionOf('health', 10, { recordedAt: 30 })], [], ['up 10', 'unknown 130']],
    [
      'no definite evidence',
      [transitionOf('health', 10, { recordedAt: 30 })],
      [evidenceAt(null, { lastOutcome: 'unknown' })],
      ['up 10', 'unknown 130'],
    ],
    [
      'silence on record already',
      [transitionOf('health', 10), transitionOf('health', 300, { verdict: 'unknown' })],
      [evidenceAt(200)],
      ['up 10', 'unknown 300'],
    ],
    [
      'an outage that went silent',
      [transitionOf('health', 10), transitionOf('health', 300, { verdict: 'down' })],
      [evidenceAt(400)],
      ['up 10', 'down 300', 'unknown 500'],
    ],
    [
      'evidence of another region',
      [transitionOf('health', 10)],
      [evidenceAt(999, { region: 'eu' })],
      ['up 10', 'unknown 110'],
    ],
  ])('with %s', (_case, transitions, evidence, expected) => expect(told(transitions, evidence)).toEqual(expected))

  test('each region that ever told something is on record, and the one that asks now', () => {
    const transitions = [transitionOf('health', 950, { region: 'eu' })]
    const record = componentRecord(API, factsOf(API, { transitions }), 1000)
    expect(record.checks[0]?.regions).toEqual({ local: [], eu: transitions })
  })

  test('only checks that decide are on record, each with its cap', () => {
    const component = componentOf('api', {
      checks: [{ ...HEALTH, worst: 'partial_outage' }, checkOf('quota', { informational: true }), checkOf('login')],
    })
    expect(componentRecord(component, factsOf(component), 1000).checks).toEqual([
      { regions: { local: [] }, worst: 'partial_outage' },
      { regions: { local: [] }, worst: null },
    ])
  })

  test('a retired check of the component is on record until it left, and nobody else’s is', () => {
    const gone = { id: 'login', componentId: 'api', region: 'eu', worst: 'partial_outage', retiredAt: 300 } as const
    const retired = [gone, { ...gone, id: 'chart', componentId: 'dashboard' }]
    const of = (at: number, verdict: Verdict) => transitionOf('login', at, { region: 'eu', verdict })
    const transitions = [of(10, 'up'), of(299, 'down'), of(300, 'up'), transitionOf('chart', 10, { region: 'eu' })]
    const { checks } = componentRecord(API, factsOf(API, { transitions, retired }), 1000)
    expect(checks).toEqual([
      { regions: { local: [] }, worst: null },
      { regions: { eu: [of(10, 'up'), of(299, 'down'), of(300, 'unknown')] }, worst: 'partial_outage' },
    ])
  })

  test('only maintenance of the component that takes place is on record', () => {
    const occurrences = [
      occurrenceOf('mnt_1', 100, { endsAt: 200 }),
      occurrenceOf('mnt_2', 300, { components: ['dashboard'] }),
      occurrenceOf('mnt_3', 400, { cancelledAt: 300 }),
    ]
    expect(componentRecord(API, factsOf(API, { occurrences }), 1000).maintenance).toEqual([{ from: 100, to: 200 }])
  })
})
