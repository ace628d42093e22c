import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { syncRegistry } from '#db/registry.ts'
import { insertTransitions, listAllTransitions, listTransitions, type TransitionQuery } from '#db/transitions.ts'
import type { CheckTransition } from '#domain/facts.ts'
import { VERDICTS } from '#domain/verdict.ts'
import { checkOf, componentOf, transitionOf } from '../facts.ts'
import { DIALECTS } from './open-test-database.ts'

const API = componentOf('api', { checks: [checkOf('health'), checkOf('login', { region: 'eu' })] })
const ALL: TransitionQuery = { checkId: 'health', region: 'local', since: 0 }

describe.each(DIALECTS)('transitions on %s', (_dialect, open) => {
  async function listWith(transitions: readonly CheckTransition[], query: Partial<TransitionQuery> = {}) {
    const db = await open()
    const registry = await syncRegistry(db, [API], 1)
    await db.write((tx) => insertTransitions(tx, db, registry, transitions))
    return listTransitions(db, registry, { ...ALL, ...query })
  }

  test('come back as they were', async () => {
    const all = VERDICTS.map((verdict, n) =>
      transitionOf('health', n, { recordedAt: n + 9, verdict, reasonCode: verdict === 'up' ? null : 'slow' }),
    )
    expect(await listWith(all)).toEqual(all)
  })

  test.each<[Partial<TransitionQuery>, number[]]>([
    [{ since: 0 }, [10, 20, 30]],
    [{ since: 10 }, [10, 20, 30]],
    [{ since: 11 }, [10, 20, 30]],
    [{ since: 20 }, [10, 20, 30]],
    [{ since: 21 }, [20, 30]],
    [{ since: 31 }, [30]],
    [{ checkId: 'login', region: 'eu', since: 99 }, [25]],
    [{ region: 'eu' }, []],
    [{ checkId: 'nobody' }, []],
  ])('asked for %j they are the last before it and those from it on: %j', async (query, expected) => {
    const stored = [
      transitionOf('health', 20, { verdict: 'down' }),
      transitionOf('health', 10),
      transitionOf('health', 30),
      transitionOf('login', 25, { region: 'eu' }),
    ]
    expect((await listWith(stored, query)).map(({ at }) => at)).toEqual(expected)
  })

  test('of equal times the later recorded comes later, then the later entered', async () => {
    const stored = [
      transitionOf('health', 10, { recordedAt: 20, verdict: 'down' }),
      transitionOf('health', 10, { recordedAt: 20, verdict: 'degraded' }),
      transitionOf('health', 10, { recordedAt: 15, verdict: 'up' }),
    ]
    expect((await listWith(stored)).map(({ verdict }) => verdict)).toEqual(['up', 'down', 'degraded'])
    expect((await listWith(stored, { since: 11 })).map(({ verdict }) => verdict)).toEqual(['degraded'])
  })

  test('one that comes again, recorded later, stays as it is', async () => {
    const stored = [transitionOf('health', 10), transitionOf('health', 20, { verdict: 'down' })]
    const again = stored.map((one) => ({ ...one, recordedAt: 30 }))
    const db = await open()
    const registry = await syncRegistry(db, [API], 1)
    const more = transitionOf('health', 20, { verdict: 'degraded', recordedAt: 30 })
    for (const group of [stored, [...again, more]]) await db.write((tx) => insertTransitions(tx, db, registry, group))
    const query = { checkId: 'health', region: 'local', since: 0 }
    expect(await listTransitions(db, registry, query)).toEqual([...stored, more])
  })

  test('of all checks they are what each has alone, in the order of the checks', () =>
    fc.assert(
      fc.asyncProperty(fc.array(history, { maxLength: 40 }), fc.nat(10), async (stored, since) => {
        const db = await open()
        const registry = await syncRegistry(db, [API], 1)
        await db.write((tx) => insertTransitions(tx, db, registry, stored))
        const checks = [
          { id: 'login', region: 'eu' },
          { id: 'health', region: 'local' },
          { id: 'nobody', region: 'local' },
        ]
        const each = checks.map(({ id, region }) => listTransitions(db, registry, { checkId: id, region, since }))
        const all = await listAllTransitions(db, registry, { checks, since })
        expect(all).toEqual((await Promise.all(each)).flat())
        expect(await listAllTransitions(db, registry, { checks: [], since })).toEqual([])
      }),
      { numRuns: 25, seed: 20261123 },
    ))
})

/** A transition of some check and region, many of which fall on the same instant. */
const history = fc
  .record({
    check: fc.constantFrom(['health', 'local'], ['health', 'eu'], ['login', 'eu']),
    at: fc.nat(10),
    recordedAt: fc.nat(3),
    verdict: fc.constantFrom(...VERDICTS),
  })
  .map(({ check: [id = '', region = ''], at, recordedAt, verdict }) =>
    transitionOf(id, at, { region, verdict, recordedAt: at + recordedAt }),
  )
