import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createGroupQueue, type Group } from '../../../api/record/group-queue.ts'
import { tracedGroups } from '../../../api/record/traced-groups.ts'
import { NOW, resultOf, transitionOf } from '../../facts.ts'
import { testTracer } from '../../tracing/tracer.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** Stores a group, or fails to, and gives what was told of that. */
async function store(group: Group, error?: Error, dialect: 'sqlite' | 'postgres' = 'sqlite') {
  const { tracer, told } = testTracer({ share: error ? 0 : 1 })
  const failedWithin: (string | undefined)[] = []
  const queue = createGroupQueue({
    now: () => NOW,
    store: () => (error ? Promise.reject(error) : Promise.resolve()),
    around: tracedGroups(tracer, { dialect }),
    onStored: () => undefined,
    onDropped: () => undefined,
    onFailure: () => failedWithin.push(tracer.current()?.trace_id),
  })
  queue.add(group)
  await queue.flush()
  return { told, failedWithin }
}

describe('tracedGroups', () => {
  test.each<[number, number, object]>([
    [1, 0, { 'db.operation.name': 'INSERT', 'status.results': 1, 'status.transitions': 0 }],
    [
      ...([1, 2] as const),
      {
        ...{ 'db.operation.name': 'BATCH INSERT', 'db.operation.batch.size': 3 },
        ...{ 'status.results': 1, 'status.transitions': 2 },
      },
    ],
  ])('of %i results and %i changes it says so, by the words for databases', async (results, transitions, said) => {
    const group = {
      results: Array.from({ length: results }, (_, n) => resultOf('a', NOW + n)),
      transitions: Array.from({ length: transitions }, (_, n) => transitionOf('a', NOW + n)),
    }
    const { told } = await store(group, undefined, 'postgres')
    expect(told).toMatchObject([{ name: 'store results', failed: false }])
    expect(told[0]?.attributes).toEqual({ 'db.system.name': 'postgresql', ...said })
  })

  test('one that fails is kept, says why, and is what its failure is told within', async () => {
    const full = Object.assign(new Error('disk full'), { code: 'SQLITE_FULL' })
    const { told, failedWithin } = await store({ results: [resultOf('a', NOW)], transitions: [] }, full)
    expect(told).toMatchObject([{ failed: true, attributes: { 'error.type': 'SQLITE_FULL' } }])
    expect(failedWithin).toEqual([told[0]?.traceId])
  })
})
