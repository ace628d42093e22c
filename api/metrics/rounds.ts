import type { Family } from './exposition.ts'

/** What became of a round of probing: told outside and heard, not heard, or not told since it proved nothing. */
export const ROUND_ENDINGS = ['told', 'unheard', 'withheld'] as const
export type RoundEnding = (typeof ROUND_ENDINGS)[number]

export interface RoundMetrics {
  families: readonly Family[]
  onRound(ending: RoundEnding): void
}

/** Counts rounds; where nobody is told of them there are none. */
export function roundMetrics(now: () => number): RoundMetrics {
  const counts = { told: 0, unheard: 0, withheld: 0 }
  let toldAt: number | null = null
  return {
    families: [
      {
        name: 'status_rounds_total',
        help: 'Rounds of probing, by whether who waits for them was told and heard it; absent before the first',
        type: 'counter',
        collect: (add) => {
          if (ROUND_ENDINGS.every((ending) => counts[ending] === 0)) return
          for (const ending of ROUND_ENDINGS) add(`ending="${ending}"`, counts[ending])
        },
      },
      {
        name: 'status_round_last_told_timestamp_seconds',
        help: 'When who waits for rounds of probing last heard of one, in unix time; absent before the first',
        type: 'gauge',
        collect: (add) => {
          if (toldAt !== null) add('', toldAt / 1000)
        },
      },
    ],
    onRound: (ending) => {
      counts[ending]++
      if (ending === 'told') toldAt = now()
    },
  }
}
