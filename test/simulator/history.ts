import type { Check } from '#domain/check.ts'
import { UNOBSERVED } from '#domain/observed.ts'
import type { Result } from '#domain/result.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** Something that went wrong with a check. `from` and `to` are days before now. */
interface Trouble {
  checks: RegExp
  from: number
  to: number
  outcome: Result['outcome']
  reasonCode: string
  /** Only in these hours of the day (UTC), `[from, to)`. */
  hours?: readonly [number, number]
}

/** Days before now, from and to, of the one time in which nobody asked. */
export const GAP = { from: 66.3, to: 65 } as const

const minutes = (count: number) => count / (24 * 60)

/** Ninety days as a young service might have had them: a handful of outages and one slow week. */
const TROUBLES: readonly Trouble[] = [
  { checks: /^api-/, from: 77.4, to: 77.4 - minutes(47), outcome: 'down', reasonCode: 'http_503' },
  { checks: /^dashboard-/, from: 77.4, to: 77.4 - minutes(44), outcome: 'down', reasonCode: 'http_503' },
  { checks: /^dashboard-/, from: 58, to: 51, outcome: 'degraded', reasonCode: 'slow', hours: [13, 22] },
  { checks: /^api-/, from: 42.2, to: 42.2 - minutes(12), outcome: 'down', reasonCode: 'http_500' },
  { checks: /^salesforce-/, from: 23.6, to: 23.6 - minutes(95), outcome: 'down', reasonCode: 'SYNC_001' },
  { checks: /^assistant-/, from: 18.5, to: 18.5 - minutes(19), outcome: 'down', reasonCode: 'timeout' },
  { checks: /^salesforce-/, from: 9.7, to: 9.5, outcome: 'degraded', reasonCode: 'SYNC_002' },
  { checks: /^assistant-/, from: 3.4, to: 3.4 - minutes(35), outcome: 'degraded', reasonCode: 'slow' },
]

/** A usual answer of each check, in ms. */
const USUAL_MS: readonly (readonly [RegExp, number])[] = [
  [/^api-/, 80],
  [/^dashboard-/, 240],
  [/^salesforce-/, 120],
  [/^assistant-/, 900],
]

/** How often the past was asked; the last answer is of now. */
export const ASKED_EVERY_MS = MINUTE_MS

/**
 * What a check would have found up to now, oldest first, the first result at `from` or just before: its troubles, and everything down that a
 * maintenance of its component stops.
 *
 * @param stopped  times of maintenance in which the component did not answer
 */
export function* pastResults(
  check: Check,
  { from, now, stopped }: { from: number; now: number; stopped: readonly { from: number; to: number }[] },
): Generator<Result> {
  const random = seeded(check.id)
  const everyMs = 'everyMs' in check.schedule ? Math.max(check.schedule.everyMs, ASKED_EVERY_MS) : ASKED_EVERY_MS
  const troubles = TROUBLES.filter(({ checks }) => checks.test(check.id))
  const usualMs = USUAL_MS.find(([checks]) => checks.test(check.id))?.[1] ?? 100
  for (let at = now - Math.ceil((now - from) / everyMs) * everyMs; at <= now; at += everyMs) {
    const daysAgo = (now - at) / DAY_MS
    if (daysAgo < GAP.from && daysAgo > GAP.to) continue
    const jitter = 0.7 + 0.8 * random() ** 3
    const trouble = troubleAt(troubles, at, daysAgo) ?? stopAt(stopped, at)
    yield toResult(check, { at, durationMs: Math.round(usualMs * jitter), trouble })
  }
}

type Found = Pick<Trouble, 'outcome' | 'reasonCode'>

function troubleAt(troubles: readonly Trouble[], at: number, daysAgo: number): Found | undefined {
  const hour = (at % DAY_MS) / HOUR_MS
  return troubles.find(
    ({ from, to, hours }) => daysAgo <= from && daysAgo > to && (!hours || (hour >= hours[0] && hour < hours[1])),
  )
}

function stopAt(stopped: readonly { from: number; to: number }[], at: number): Found | undefined {
  return stopped.some(({ from, to }) => from <= at && at < to) ? { outcome: 'down', reasonCode: 'http_503' } : undefined
}

function toResult(
  { id, region, timeoutMs }: Check,
  { at, durationMs, trouble }: { at: number; durationMs: number; trouble: Found | undefined },
): Result {
  const slowMs = trouble?.outcome === 'degraded' ? durationMs + 2500 : durationMs
  return {
    checkId: id,
    region,
    at,
    durationMs: trouble?.reasonCode === 'timeout' ? timeoutMs : slowMs,
    outcome: trouble?.outcome ?? 'up',
    reasonCode: trouble?.reasonCode ?? null,
    detail: trouble ? 'generated for the demonstration' : null,
    retryAt: null,
    observed: UNOBSERVED,
    findings: [],
  }
}

/** The same numbers in [0, 1) for the same name (mulberry32 over an FNV-1a hash). */
function seeded(name: string): () => number {
  let state = 2_166_136_261
  for (const char of name) state = Math.imul(state ^ char.charCodeAt(0), 16_777_619)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
