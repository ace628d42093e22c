import { describe, expect, test } from 'vitest'
import type { Database } from '#db/open.ts'
import { syncRegistry } from '#db/registry.ts'
import { insertResults } from '#db/results.ts'
import { listRetiredChecks } from '#db/retired-checks.ts'
import type { Check } from '#domain/check.ts'
import type { Component } from '#domain/component.ts'
import type { Outcome } from '#domain/result.ts'
import { checkOf, componentOf, resultOf } from '../facts.ts'
import { DIALECTS } from './open-test-database.ts'

/** Its results vouch for 100 ms. */
const LOGIN = checkOf('login', { region: 'eu', policy: { failAfter: 3, recoverAfter: 2, staleAfterMs: 100 } })
const WITH = componentOf('api', { checks: [checkOf('health'), LOGIN] })
const WITHOUT = componentOf('api', { checks: [checkOf('health')] })
const DASHBOARD = componentOf('dashboard')

describe.each(DIALECTS)('listRetiredChecks on %s', (_dialect, open) => {
  /** Who is retired once each of these has been the configuration, at 10, 20 and so on. */
  async function retiredAfter(db: Database, ...configurations: readonly (readonly Component[])[]) {
    for (const [n, components] of configurations.entries()) await syncRegistry(db, components, 10 * (n + 1))
    return listRetiredChecks(db, 0)
  }

  test('one that left is told as it was, with when', async () =>
    expect(await retiredAfter(await open(), [WITH], [WITHOUT], [WITHOUT])).toEqual([
      { id: 'login', componentId: 'api', region: 'eu', worst: null, retiredAt: 20 },
    ]))

  test('one whose component left with it is told of that component', async () =>
    expect(await retiredAfter(await open(), [WITHOUT, DASHBOARD], [WITHOUT])).toMatchObject([
      { id: 'dashboard-check', componentId: 'dashboard' },
    ]))

  test('one that came back is retired no more', async () =>
    expect(await retiredAfter(await open(), [WITH], [WITHOUT], [WITH])).toEqual([]))

  test('one that left before an instant is not asked for', async () => {
    const db = await open()
    await retiredAfter(db, [WITH], [WITHOUT])
    expect([await listRetiredChecks(db, 19), await listRetiredChecks(db, 20)].map((all) => all.length)).toEqual([1, 0])
  })

  test.each<[string, Partial<Check>, Partial<Component>, (string | null)[]]>([
    ['capped', { worst: 'degraded_performance' }, {}, ['degraded_performance']],
    ['informational', { informational: true }, {}, []],
    ['private', { private: true }, {}, []],
    ['of a private component', {}, { private: true }, []],
  ])('one that was %s stays so', async (_kind, check, component, caps) => {
    const checks = [checkOf('health'), { ...LOGIN, ...check } as Check]
    const before = componentOf('api', { checks, ...component })
    expect((await retiredAfter(await open(), [before], [WITHOUT])).map(({ worst }) => worst)).toEqual(caps)
  })

  test('one of which nothing was noted, as before this was kept, is private', async () => {
    const db = await open()
    await retiredAfter(db, [WITH], [WITHOUT])
    await db.write(async (tx) => void (await tx.update(db.tables.checks).set({ private: null, informational: null })))
    expect(await listRetiredChecks(db, 0)).toEqual([])
  })

  test('one that moves is retired where it was, and begins anew where it is', async () => {
    const db = await open()
    const before = await syncRegistry(db, [WITH, DASHBOARD], 10)
    const after = await syncRegistry(db, [WITHOUT, componentOf('dashboard', { checks: [LOGIN] })], 20)
    expect(after.checks.get('login')).not.toBe(before.checks.get('login'))
    const id = `login#${before.checks.get('login')}`
    expect(await listRetiredChecks(db, 0)).toMatchObject([
      { id, componentId: 'api', retiredAt: 20 },
      { id: 'dashboard-check', componentId: 'dashboard' },
    ])
    await syncRegistry(db, [WITH, DASHBOARD], 30)
    expect((await listRetiredChecks(db, 0)).map((one) => [one.componentId, one.retiredAt])).toEqual([
      ['api', 20],
      ['dashboard', 30],
    ])
  })

  test.each<[[number, Outcome][], number]>([
    [[], 1000],
    [[[950, 'up']], 1000],
    [[[500, 'down']], 600],
    [
      [
        [500, 'up'],
        [990, 'unknown'],
      ],
      600,
    ],
  ])('with the results %j before it left at 1000, its record ends at %i', async (results, retiredAt) => {
    const db = await open()
    const registry = await syncRegistry(db, [WITH], 10)
    const found = results.map(([at, outcome]) => resultOf('login', at, { region: 'eu', outcome }))
    await db.write((tx) => insertResults(tx, db, registry, found))
    await syncRegistry(db, [WITHOUT], 1000)
    expect(await listRetiredChecks(db, 0)).toMatchObject([{ retiredAt }])
  })
})
