import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createGroupQueue, type Group } from '../../../api/record/group-queue.ts'
import { resultOf, transitionOf } from '../../facts.ts'

const AT = Date.parse('2026-11-23T15:00Z')
const MOST = 100_000

beforeEach(() => void vi.useFakeTimers({ now: AT }))
afterEach(() => void vi.useRealTimers())

/** A queue with what it stored and dropped; storing fails while `broken`. */
function observed() {
  const seen = { stored: [] as Group[], dropped: 0, broken: false, tries: 0 }
  const queue = createGroupQueue({
    now: Date.now,
    store: async (group) => {
      seen.tries++
      await new Promise((resolve) => setTimeout(resolve, 10))
      if (seen.broken) throw new Error('database is locked')
      seen.stored.push(group)
    },
    onStored: () => undefined,
    onFailure: () => undefined,
    onDropped: (results) => {
      seen.dropped += results
    },
  })
  const add = (from: number, count: number) => {
    for (let n = from; n < from + count; n++) queue.add({ results: [resultOf('health', AT + n)], transitions: [] })
  }
  const instants = () => seen.stored.flatMap(({ results }) => results.map(({ at }) => at - AT))
  return { queue, seen, add, instants }
}

const upTo = (count: number) => Array.from({ length: count }, (_, n) => n)

describe('createGroupQueue', () => {
  test('what comes within 250 ms is one group, what comes later another', async () => {
    const { seen, add } = observed()
    add(0, 3)
    await vi.advanceTimersByTimeAsync(249)
    add(3, 1)
    await vi.advanceTimersByTimeAsync(5)
    add(4, 1)
    await vi.advanceTimersByTimeAsync(300)
    expect(seen.stored.map(({ results }) => results.length)).toEqual([4, 1])
  })

  test('a backlog is stored in groups of a thousand, in its order', async () => {
    const { queue, seen, add, instants } = observed()
    seen.broken = true
    add(0, 2500)
    await vi.advanceTimersByTimeAsync(2000)
    expect(queue.isStuck()).toBe(true)
    seen.broken = false
    await vi.advanceTimersByTimeAsync(2000)
    expect(seen.stored.map(({ results }) => results.length)).toEqual([1000, 1000, 500])
    expect(instants()).toEqual(upTo(2500))
    expect(queue.isStuck()).toBe(false)
  })

  test('when no more can wait the newest results are dropped and counted, changes of verdict never', async () => {
    const { queue, seen, add, instants } = observed()
    seen.broken = true
    add(0, MOST)
    await vi.advanceTimersByTimeAsync(3000)
    add(MOST, 5)
    queue.add({ results: [resultOf('health', AT + MOST + 5)], transitions: [transitionOf('health', AT)] })
    expect(seen.dropped).toBe(6)
    seen.broken = false
    await vi.advanceTimersByTimeAsync(10_000)
    expect(instants()).toEqual(upTo(MOST))
    expect(seen.stored.flatMap(({ transitions }) => transitions)).toHaveLength(1)
    add(MOST, 1)
    await vi.advanceTimersByTimeAsync(1000)
    expect([seen.dropped, instants().at(-1)]).toEqual([6, MOST])
  })

  test('adding costs the same however many wait', () => {
    const { seen, add } = observed()
    seen.broken = true
    const timeOf = (from: number) => {
      const before = performance.now()
      add(from, 10_000)
      return performance.now() - before
    }
    vi.useRealTimers()
    const [first = 0, ...others] = Array.from({ length: 10 }, (_, n) => timeOf(n * 10_000))
    expect(Math.min(...others.slice(-3))).toBeLessThan(10 * Math.max(first, 5))
  })

  test('who asks for a flush while one is tried shares the next one', async () => {
    const { queue, seen, add } = observed()
    seen.broken = true
    add(0, 1)
    const flushes = Array.from({ length: 10 }, () => queue.flush())
    await vi.advanceTimersByTimeAsync(5)
    add(1, 1)
    flushes.push(...Array.from({ length: 10 }, () => queue.flush()))
    await vi.advanceTimersByTimeAsync(20)
    await Promise.all(flushes)
    expect(seen.tries).toBe(2)
  })
})
