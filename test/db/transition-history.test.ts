import { describe, expect, test } from 'vitest'
import { syncRegistry } from '#db/registry.ts'
import { createTransitionHistory } from '#db/transition-history.ts'
import { insertTransitions } from '#db/transitions.ts'
import type { CheckTransition } from '#domain/facts.ts'
import { checkOf, componentOf, transitionOf } from '../facts.ts'
import { DIALECTS } from './open-test-database.ts'

const DAY_MS = 86_400_000
const API = componentOf('api', { checks: [checkOf('health'), checkOf('login'), checkOf('far', { region: 'eu' })] })

describe.each(DIALECTS)('a history of transitions on %s', (_dialect, open) => {
  async function historyOf(...transitions: readonly CheckTransition[]) {
    const db = await open()
    const registry = await syncRegistry(db, [API], 1)
    const add = (...more: readonly CheckTransition[]) => db.write((tx) => insertTransitions(tx, db, registry, more))
    await add(...transitions)
    const history = createTransitionHistory(db, registry, [{ id: 'health', region: 'local' }])
    return { history, add, times: async (since: number) => (await history(since)).map(({ at }) => at) }
  }

  test('is remembered while no transition is added', async () => {
    const { history } = await historyOf(transitionOf('health', 10))
    expect(await history(10)).toBe(await history(11))
  })

  test('has what was added, though that took effect before what was known', async () => {
    const { times, add } = await historyOf(transitionOf('health', 20))
    expect(await times(0)).toEqual([20])
    await add(transitionOf('health', 10, { verdict: 'down' }))
    expect(await times(0)).toEqual([10, 20])
  })

  test('has of what was added only that of its checks', async () => {
    const { times, add } = await historyOf(transitionOf('health', 20))
    await times(0)
    await add(transitionOf('login', 21), transitionOf('health', 22), transitionOf('health', 23, { region: 'eu' }))
    expect(await times(0)).toEqual([20, 22])
  })

  test('forgets what lies more than a day before what is asked for, but the last of it', async () => {
    const { times, add } = await historyOf(transitionOf('health', 10), transitionOf('health', 20))
    expect(await times(0)).toEqual([10, 20])
    expect(await times(DAY_MS)).toEqual([10, 20])
    expect(await times(DAY_MS + 1)).toEqual([20])
    await add(transitionOf('health', DAY_MS + 5))
    expect(await times(DAY_MS + 2)).toEqual([20, DAY_MS + 5])
  })

  test('reaches back as far as it is asked for', async () => {
    const { times } = await historyOf(
      transitionOf('health', 10),
      transitionOf('health', 20),
      transitionOf('health', 30),
    )
    expect(await times(30)).toEqual([20, 30])
    expect(await times(5)).toEqual([10, 20, 30])
  })

  test('of nothing is empty', async () => {
    const { times } = await historyOf()
    expect(await times(0)).toEqual([])
  })
})
