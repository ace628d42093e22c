import { setTimeout as sleep } from 'node:timers/promises'
import { insertResults } from '#db/results.ts'
import { resultOf } from '../facts.ts'
import type { Past } from './year.ts'

const GROUP_EVERY_MS = 250
const GROUP = 100
const TIMER_MS = 10

/** How long groups took to be committed, and by how much a timer beside them was late; in ms. */
export interface Waits {
  waits: readonly number[]
  lateness: readonly number[]
}

/** Commits a group every 250 ms, of results from an instant on, until told to end. */
export function watchWriter({ db, registry, checkIds }: Past, startAt: number): () => Promise<Waits> {
  const stop = new AbortController()
  const { signal } = stop

  const write = async (): Promise<number[]> => {
    const waits: number[] = []
    for (let at = startAt; !signal.aborted; at++) {
      const results = Array.from({ length: GROUP }, (_, n) => resultOf(checkIds[n % checkIds.length] ?? '', at))
      const from = performance.now()
      await db.write((tx) => insertResults(tx, db, registry, results))
      waits.push(performance.now() - from)
      await sleep(GROUP_EVERY_MS)
    }
    return waits
  }

  const tick = async (): Promise<number[]> => {
    const lateness: number[] = []
    while (!signal.aborted) {
      const from = performance.now()
      await sleep(TIMER_MS)
      lateness.push(performance.now() - from - TIMER_MS)
    }
    return lateness
  }

  const running = Promise.all([write(), tick()])
  return async () => {
    stop.abort()
    const [waits, lateness] = await running
    return { waits, lateness }
  }
}
