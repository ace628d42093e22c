import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import type { Database } from '#db/open.ts'
import { keyOf, syncRegistry } from '#db/registry.ts'
import { checkOf, componentOf } from '../facts.ts'
import { DIALECTS } from './open-test-database.ts'

const API = componentOf('api', { checks: [checkOf('health'), checkOf('login', { region: 'eu' })] })
const DASHBOARD = componentOf('dashboard')

describe.each(DIALECTS)('syncRegistry on %s', (_dialect, open) => {
  test('every name has a key', async () => {
    const { components, checks, regions } = await syncRegistry(await open(), [API, DASHBOARD], 1)
    expect([...components.keys()].sort()).toEqual(['api', 'dashboard'])
    expect([...checks.keys()].sort()).toEqual(['dashboard-check', 'health', 'login'])
    expect([...regions.keys()].sort()).toEqual(['eu', 'local'])
  })

  test('keys stay as they are, whatever comes, goes or changes its place', async () => {
    const db = await open()
    const first = await syncRegistry(db, [API, DASHBOARD], 1)
    const again = await syncRegistry(db, [DASHBOARD, componentOf('sync'), API], 2)
    for (const [id, key] of first.checks) expect(again.checks.get(id)).toBe(key)
    for (const [id, key] of first.components) expect(again.components.get(id)).toBe(key)
    expect(await syncRegistry(db, [DASHBOARD], 3)).toEqual(again)
  })

  test('who leaves is retired once, and keeps its key and its name', async () => {
    const db = await open()
    await syncRegistry(db, [API, DASHBOARD], 1)
    await syncRegistry(db, [API], 2)
    await syncRegistry(db, [API], 3)
    expect(await retired(db)).toEqual([
      [
        ['api', 'API', null],
        ['dashboard', 'DASHBOARD', 2],
      ],
      [
        ['health', null],
        ['login', null],
        ['dashboard-check', 2],
      ],
    ])
  })

  test('who comes back is revived', async () => {
    const db = await open()
    const before = await syncRegistry(db, [API, DASHBOARD], 1)
    await syncRegistry(db, [], 2)
    expect(await syncRegistry(db, [API, DASHBOARD], 3)).toEqual(before)
    expect((await retired(db)).flat().map((row) => row.at(-1))).toEqual([null, null, null, null, null])
  })

  test('a component has its newest name, and a check its newest component', async () => {
    const db = await open()
    await syncRegistry(db, [API, DASHBOARD], 1)
    const { components } = await syncRegistry(
      db,
      [componentOf('api', { name: 'The API', checks: [checkOf('dashboard-check')] })],
      2,
    )
    const { components: named, checks } = db.tables
    const check = await db.orm.select().from(checks).where(eq(checks.id, 'dashboard-check'))
    const component = await db.orm.select().from(named).where(eq(named.id, 'api'))
    expect(component[0]?.name).toBe('The API')
    expect(check[0]?.componentKey).toBe(components.get('api'))
  })
})

describe('keyOf', () => {
  const keys = new Map([['api', 7]])
  test('a name has its key', () => expect(keyOf(keys, 'api')).toBe(7))
  test('a name that nobody entered is a fault of ours', () =>
    expect(() => keyOf(keys, 'nobody')).toThrow('"nobody" is not in the registry'))
})

async function retired({ orm, tables }: Database) {
  const components = await orm.select().from(tables.components).orderBy(tables.components.key)
  const checks = await orm.select().from(tables.checks).orderBy(tables.checks.key)
  return [
    components.map(({ id, name, retiredAt }) => [id, name, retiredAt]),
    checks.map(({ id, retiredAt }) => [id, retiredAt]),
  ]
}
