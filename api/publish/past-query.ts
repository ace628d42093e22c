import type { Tense } from '#domain/past.ts'
import { type Query, readInstant, refused } from './query.ts'

/** How an instant of the past is asked for. */
export const PAST_PARAMETERS = ['at', 'asOf'] as const

/**
 * The instant that a query asks for, and in which sense: what is said now, when it asks for none.
 *
 * @param now  the latest that it may be
 * @throws {Problem} `BAD_REQUEST` when it is none that has passed, or both are asked for
 */
export function readPast(query: Query, now: number): { tense: Tense; t: number } {
  const [at, asOf] = PAST_PARAMETERS.map((name) => readInstant(query, name, now))
  if (at !== undefined && asOf !== undefined) throw refused('asOf', query.get('asOf') ?? '', 'either at or asOf')
  if (at !== undefined) return { tense: 'at', t: at }
  return { tense: 'asOf', t: asOf ?? now }
}
