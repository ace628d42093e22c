import { describe, expect, test } from 'vitest'
import { readRegistry, syncRegistry } from '#db/registry.ts'
import { resultPages } from '#db/result-pages.ts'
import { findOldestResult, insertResults } from '#db/results.ts'
import { checkOf, componentOf, NOW, resultOf } from '../facts.ts'
import { DIALECTS } from './open-test-database.ts'

const API = componentOf('api', { checks: [checkOf('health'), checkOf('login')] })

describe.each(DIALECTS)('on %s', (_dialect, openDatabase) => {
  const open = async () => {
    const db = await openDatabase()
    const registry = await syncRegistry(db, [API], NOW)
    return { db, registry }
  }

  test('resultPages gives every result of a window once, oldest first, however many there are', async () => {
    const { db, registry } = await open()
    const results = Array.from({ length: 6000 }, (_, n) =>
      ['health', 'login'].map((id) => resultOf(id, NOW + n)),
    ).flat()
    await db.write((tx) => insertResults(tx, db, registry, results))
    const found: [number, string][] = []
    for await (const page of resultPages(db, registry, { from: NOW + 1, to: NOW + 5999 }))
      found.push(...page.map(({ at, checkId }): [number, string] => [at - NOW, checkId]))
    expect(found).toHaveLength(2 * 5998)
    expect(new Set(found.map(String)).size).toBe(2 * 5998)
    expect(found.map(([at]) => at)).toEqual(found.map(([at]) => at).toSorted((a, b) => a - b))
  })

  test('findOldestResult is undefined in an empty record', async () => {
    const { db, registry } = await open()
    expect(await findOldestResult(db)).toBeUndefined()
    await db.write((tx) => insertResults(tx, db, registry, [resultOf('health', NOW + 5), resultOf('login', NOW)]))
    expect(await findOldestResult(db)).toBe(NOW)
  })

  test('readRegistry has the keys that syncRegistry gave', async () => {
    const { db, registry } = await open()
    expect(await readRegistry(db)).toEqual(registry)
  })
})
