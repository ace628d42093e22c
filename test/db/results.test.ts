import { describe, expect, test } from 'vitest'
import type { Database } from '#db/open.ts'
import { type Registry, syncRegistry } from '#db/registry.ts'
import { insertResults, listResults, type ResultQuery, toStored } from '#db/results.ts'
import type { Result } from '#domain/result.ts'
import { checkOf, componentOf, resultOf } from '../facts.ts'
import { DIALECTS } from './open-test-database.ts'

const API = componentOf('api', { checks: [checkOf('health'), checkOf('login'), checkOf('far', { region: 'eu' })] })
const ALL: ResultQuery = { checkId: 'health', region: 'local', since: 0, limit: 100 }

describe.each(DIALECTS)('results on %s', (_dialect, open) => {
  async function storeWith(...results: readonly Result[]) {
    const db = await open()
    const registry = await syncRegistry(db, [API], 1)
    await insert(db, registry, results)
    const list = (query: Partial<ResultQuery> = {}) => listResults(db, registry, { ...ALL, ...query })
    return { db, registry, list, times: async (query = {}) => (await list(query)).map(({ at }) => at) }
  }

  test('come back as they were, but for what only the one who asked needs', async () => {
    const told = { outcome: 'degraded', reasonCode: 'slow', detail: 'latency 1200 ms' } as const
    const { list } = await storeWith(resultOf('health', 5, { ...told, durationMs: 1200.4, retryAt: 9 }))
    expect(await list()).toEqual([{ checkId: 'health', region: 'local', at: 5, durationMs: 1200, ...told }])
  })

  test('come back with the trace of how they were found', async () => {
    const { list } = await storeWith(
      resultOf('health', 5, { outcome: 'down', traceId: 'a trace' }),
      resultOf('health', 6),
    )
    expect((await list()).map(({ traceId }) => traceId)).toEqual([undefined, 'a trace'])
  })

  test.each(['up', 'degraded', 'down', 'unknown'] as const)('an outcome %s stays so', async (outcome) => {
    const { list } = await storeWith(resultOf('health', 5, { outcome }))
    expect((await list())[0]?.outcome).toBe(outcome)
  })

  test.each<[Partial<ResultQuery>, number[]]>([
    [{}, [40, 30, 20, 10]],
    [{ limit: 2 }, [40, 30]],
    [{ since: 20 }, [40, 30, 20]],
    [{ since: 41 }, []],
    [{ definite: true }, [40, 20, 10]],
    [{ definite: true, limit: 2 }, [40, 20]],
    [{ checkId: 'login' }, [15]],
    [{ checkId: 'far', region: 'eu' }, [25]],
    [{ region: 'eu' }, []],
    [{ checkId: 'nobody' }, []],
    [{ region: 'nowhere' }, []],
  ])('asked for %j they are those of %j, newest first', async (query, expected) => {
    const { times } = await storeWith(
      resultOf('health', 20),
      resultOf('health', 10, { outcome: 'down' }),
      resultOf('health', 40, { outcome: 'degraded' }),
      resultOf('health', 30, { outcome: 'unknown' }),
      resultOf('login', 15),
      resultOf('far', 25, { region: 'eu' }),
    )
    expect(await times(query)).toEqual(expected)
  })

  test('one that is there already stays as it is', async () => {
    const { db, registry, list } = await storeWith(resultOf('health', 5), resultOf('health', 5, { outcome: 'down' }))
    await insert(db, registry, [resultOf('health', 5, { outcome: 'unknown' }), resultOf('health', 6)])
    expect((await list()).map(({ at, outcome }) => [at, outcome])).toEqual([
      [6, 'up'],
      [5, 'up'],
    ])
  })

  test('more of them than one statement takes are stored', async () => {
    const { times } = await storeWith(...Array.from({ length: 2_500 }, (_, at) => resultOf('health', at)))
    expect(await times({ limit: 9_999 })).toHaveLength(2_500)
  })

  test('one of a check that nobody entered is a fault of ours', async () => {
    await expect(storeWith(resultOf('nobody', 1))).rejects.toThrow('"nobody" is not in the registry')
  })
})

function insert(db: Database, registry: Registry, results: readonly Result[]): Promise<void> {
  return db.write((tx) => insertResults(tx, db, registry, results))
}

describe('toStored', () => {
  test.each<[Result['outcome'], string | undefined]>([
    ['down', 'a trace'],
    ['degraded', 'a trace'],
    ['unknown', 'a trace'],
    ['up', undefined],
  ])('of what is %s the trace is kept as %j', (outcome, traceId) =>
    expect(toStored(resultOf('health', 5, { outcome, traceId: 'a trace' })).traceId).toBe(traceId),
  )
})
