import { OUTCOMES, type Outcome, type Result } from '#domain/result.ts'
import type { Audience } from './exposition.ts'
import { isShown, type Watched } from './watched.ts'

/** A check, and what is known of its results since this process was started. */
export interface LastResult extends Watched {
  /** `null` before the first. */
  result: Result | null
  /** When a result last was up or degraded, ms since the epoch. */
  lastSuccessAt: number | null
  /** Results by outcome. */
  runs: Record<Outcome, number>
}

/** The newest result of every check. */
export interface LastResults {
  /** Those of the checks that somebody may read of. */
  all: (audience: Audience) => readonly LastResult[]
  /** Keeps what is known of the checks that stay. */
  configure(checks: readonly Watched[]): void
  onResult(result: Result): void
}

export function lastResults(): LastResults {
  let known: ReadonlyMap<string, LastResult> = new Map()
  return {
    all: (audience) => [...known.values()].filter((last) => isShown(last, audience)),
    configure: (checks) => {
      known = new Map(checks.map((one) => [one.check.id, { ...(known.get(one.check.id) ?? nothing()), ...one }]))
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

/** 1 for up and degraded, 0 for down, `null` for unknown. */
export function succeeded({ outcome }: Result): 0 | 1 | null {
  if (outcome === 'unknown') return null
  return outcome === 'down' ? 0 : 1
}

function nothing(): Omit<LastResult, keyof Watched> {
  const runs = Object.fromEntries(OUTCOMES.map((outcome) => [outcome, 0])) as Record<Outcome, number>
  return { result: null, lastSuccessAt: null, runs }
}
