import type { Check } from '#domain/check.ts'
import { OUTCOMES, type Outcome, type Result } from '#domain/result.ts'

/** The labels of what is told of one check. */
export const PROBE_LABELS = ['component', 'check', 'region'] as const

/** A public check, and what is known of its results since this process was started. */
export interface LastResult {
  check: Check
  /** `null` before the first. */
  result: Result | null
  /** When a result last was up or degraded, ms since the epoch. */
  lastSuccessAt: number | null
  /** Results by outcome. */
  runs: Record<Outcome, number>
}

/** The newest result of every public check. */
export interface LastResults {
  all: () => Iterable<LastResult>
  /** Keeps what is known of the checks that stay. */
  configure(checks: readonly Check[]): void
  onResult(result: Result): void
}

export function lastResults(): LastResults {
  let known: ReadonlyMap<string, LastResult> = new Map()
  return {
    all: () => known.values(),
    configure: (checks) => {
      known = new Map(checks.map((check) => [check.id, { ...(known.get(check.id) ?? nothingOf(check)), check }]))
    },
    onResult: (result) => {
      const last = known.get(result.checkId)
      if (!last) return
      last.result = result
      last.runs[result.outcome]++
      if (succeeded(result) === 1) last.lastSuccessAt = result.at
    },
  }
}

export function labelsOf({ id, componentId, region }: Check): Record<(typeof PROBE_LABELS)[number], string> {
  return { component: componentId, check: id, region }
}

/** 1 for up and degraded, 0 for down, `null` for unknown. */
export function succeeded({ outcome }: Result): 0 | 1 | null {
  if (outcome === 'unknown') return null
  return outcome === 'down' ? 0 : 1
}

function nothingOf(check: Check): LastResult {
  const runs = Object.fromEntries(OUTCOMES.map((outcome) => [outcome, 0])) as Record<Outcome, number>
  return { check, result: null, lastSuccessAt: null, runs }
}
