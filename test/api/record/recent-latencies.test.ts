import { describe, expect, test } from 'vitest'
import type { CheckLatency } from '#db/latencies.ts'
import { sketchOf } from '#domain/latency-sketch.ts'
import { HOUR_MS, hourOf } from '#domain/rollup.ts'
import { createRecentLatencies } from '../../../api/record/recent-latencies.ts'
import { checkOf, componentOf, configurationOf, NOW, resultOf } from '../../facts.ts'

const API = componentOf('api', {
  checks: [
    checkOf('health'),
    checkOf('login'),
    checkOf('quota', { informational: true }),
    checkOf('inner', { private: true }),
  ],
})
const SYNC = componentOf('sync')
const HOUR = hourOf(NOW)

/** What is kept of a record, which may change, from which reads are told. */
function keep(recorded: CheckLatency[] = []) {
  const reads: [hours: number, checks: number][] = []
  const recent = createRecentLatencies({
    list: async ({ checkIds, from, to }) => {
      reads.push([Math.round((HOUR - from) / HOUR_MS), checkIds.length])
      return recorded.filter(({ checkId, hour }) => checkIds.includes(checkId) && hour >= from && hour < to)
    },
    now: () => NOW,
  })
  recent.configure(configurationOf([API, SYNC]))
  const shown = (component: string) =>
    recent
      .latencies()
      .get(component)
      ?.map(({ from, count }) => [(HOUR - from) / HOUR_MS, count]) ?? []
  return { recent, reads, shown }
}

const recordedOf = (checkId: string, ago: number, ...ms: number[]): CheckLatency => ({
  checkId,
  hour: HOUR - ago * HOUR_MS,
  latency: sketchOf(ms),
})

describe('recent latencies', () => {
  test('are those that are recorded, of the checks that decide', async () => {
    const { recent, shown } = keep([
      recordedOf('health', 3, 10, 20),
      recordedOf('login', 3, 30),
      recordedOf('quota', 3, 1),
    ])
    expect(shown('api')).toEqual([])
    await recent.recall()
    expect(shown('api')).toEqual([[3, 3]])
    expect(shown('sync')).toEqual([])
  })

  test('follow what is stored, if it was an answer', () => {
    const { recent, shown } = keep()
    const outcomes = ['up', 'degraded', 'down', 'unknown'] as const
    recent.learn(outcomes.map((outcome) => resultOf('health', NOW - 1000, { outcome })))
    recent.learn([resultOf('login', NOW - HOUR_MS), resultOf('inner', NOW), resultOf('nobody', NOW)])
    expect(shown('api')).toEqual([
      [1, 1],
      [0, 2],
    ])
  })

  test('are read whole once, then of the last two hours, whoever recorded them', async () => {
    const recorded = [recordedOf('health', 9, 10), recordedOf('health', 0, 10)]
    const { recent, reads, shown } = keep(recorded)
    await recent.recall()
    expect(reads.map(([ago]) => ago)).toEqual([23, 19, 15, 11, 7, 3])
    recent.learn([resultOf('health', NOW)])
    recorded.push(recordedOf('health', 0, 10, 10, 10), recordedOf('health', 1, 10))
    await recent.recall()
    expect(reads.slice(6)).toEqual([[1, 3]])
    expect(shown('api')).toEqual([
      [9, 1],
      [1, 1],
      [0, 4],
    ])
  })

  test('stay while a new configuration is read, for the components that it still has', async () => {
    const { recent, shown } = keep([recordedOf('health', 2, 10), recordedOf('sync-check', 2, 10)])
    await recent.recall()
    recent.configure(configurationOf([componentOf('api', { checks: [checkOf('login')] })]))
    expect(shown('api')).toEqual([[2, 1]])
    expect(shown('sync')).toEqual([])
    await recent.recall()
    expect(shown('api')).toEqual([])
  })

  test('of a configuration that is gone when they are read are not kept', async () => {
    const { recent, shown } = keep([recordedOf('health', 2, 10)])
    const reading = recent.recall()
    recent.configure(configurationOf([SYNC]))
    await reading
    expect(shown('api')).toEqual([])
  })
})
