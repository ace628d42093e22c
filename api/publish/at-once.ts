import { Problem } from '../problem.ts'

/** Does some work unless too much of its kind is being done. Rejects with a `Problem` then, or as the work does. */
export type AtOnce = <T>(work: () => Promise<T>) => Promise<T>

/** Lets so much be done at once, and refuses what is more: it would only wait, and take memory. */
export function createAtOnce(most: number): AtOnce {
  let running = 0

  return async (work) => {
    if (running >= most)
      throw new Problem('UNAVAILABLE', 'Too much is being asked for just now. Ask again later.', {
        headers: { 'Retry-After': '1' },
      })
    running++
    try {
      return await work()
    } finally {
      running--
    }
  }
}
