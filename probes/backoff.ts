import type { Result } from '#domain/result.ts'

/** However long a target asks us to stay away, it is asked again after an hour. */
export const LONGEST_AWAY_MS = 3_600_000
/** Stands for the interval of a cron expression, which has none. */
const CRON_INTERVAL_MS = 60_000

/** Whether a target refused to be asked so often. */
export function isRefusal({ retryAt, reasonCode, observed }: Result): boolean {
  return retryAt !== null || observed.http?.status === 429 || reasonCode === 'RATE_001'
}

/**
 * How long a target is left alone that refused to be asked so often, without saying until when: its interval doubled
 * with each refusal in a row, at most an hour, but never less than its interval.
 *
 * @param everyMs   the interval; `null` for a cron expression
 * @param refusals  how many came in a row, 1 or more
 */
export function backoffMs(everyMs: number | null, refusals: number): number {
  const intervalMs = everyMs ?? CRON_INTERVAL_MS
  return Math.max(intervalMs, Math.min(intervalMs * 2 ** refusals, LONGEST_AWAY_MS))
}

/** How long a target asked us to stay away, by the wall clock that it named, within an hour; 0 when it did not. */
export function askedAwayMs({ retryAt }: Result, now: number): number {
  return retryAt === null ? 0 : Math.min(Math.max(retryAt - now, 0), LONGEST_AWAY_MS)
}
