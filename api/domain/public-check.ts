import type { Check } from './check.ts'
import { checkRecord } from './component-record.ts'
import type { Evidence, Facts } from './facts.ts'
import type { PublicReason } from './public-reason.ts'
import { quorum } from './quorum.ts'
import { reasonText } from './reason.ts'
import type { Outcome } from './result.ts'
import type { Verdict } from './verdict.ts'

/** What the public may know of a check: never what it asks, nor by which credentials. */
export interface PublicCheck {
  id: string
  /** What it asks, in words; `null` where its id says it. */
  name: string | null
  kind: Check['kind']
  verdict: Verdict
  /** Since when the verdict holds; `null` before the first. */
  since: number | null
  /** `null` before the first. */
  lastResult: PublicResult | null
  /** Why its last result is what it is, in plain words. */
  reason: PublicReason | null
}

export interface PublicResult {
  at: number
  region: string
  outcome: Outcome
  latencyMs: number | null
  /** A reason code. */
  reason: string | null
}

/** The projection of a check, as it stands at `at`, onto what the public may know. */
export function toPublicCheck(check: Check, facts: Facts, at: number): PublicCheck {
  const regions = Object.values(checkRecord(check, facts, at).regions)
  const newest = regions.flatMap((transitions) => transitions.at(-1) ?? [])
  const lastResult = lastResultOf(check, facts)
  const code = lastResult?.reason
  return {
    id: check.id,
    name: check.name,
    kind: check.kind,
    verdict: quorum(newest.map(({ verdict }) => verdict)),
    since: newest.length > 0 ? Math.max(...newest.map((transition) => transition.at)) : null,
    lastResult,
    reason: code ? { code, text: reasonText(code, facts.configuration.errorCodes) } : null,
  }
}

/** The newest that was seen of a check, from whatever region; `undefined` before the first result. */
export function newestEvidence({ id }: Check, { evidence }: Facts): Evidence | undefined {
  const mine = evidence.filter(({ checkId, lastAt }) => checkId === id && lastAt !== null)
  return mine.toSorted((one, other) => (one.lastAt ?? 0) - (other.lastAt ?? 0)).at(-1)
}

function lastResultOf(check: Check, facts: Facts): PublicResult | null {
  const newest = newestEvidence(check, facts)
  if (!newest || newest.lastAt === null) return null
  const { region, lastAt, lastOutcome, lastDurationMs, lastReasonCode } = newest
  return {
    at: lastAt,
    region,
    outcome: lastOutcome ?? 'unknown',
    latencyMs: lastDurationMs,
    reason: lastReasonCode,
  }
}
