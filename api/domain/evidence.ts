import type { Component } from './component.ts'
import { decisiveChecks } from './component-record.ts'
import type { Facts } from './facts.ts'

/** When the newest definite result of a component's checks came in; `null` when there is none. */
export function newestEvidence(component: Component, { evidence }: Facts): number | null {
  const ids = new Set(decisiveChecks(component).map(({ id }) => id))
  return newest(evidence.filter(({ checkId }) => ids.has(checkId)).map(({ lastDefiniteAt }) => lastDefiniteAt))
}

/** When the first of the checks that are vouched for at `at` goes stale; `null` when none is. */
export function vouchedUntil(component: Component, facts: Facts, at: number): number | null {
  const ends = decisiveChecks(component).flatMap(({ id, policy }) =>
    facts.evidence.flatMap(({ checkId, lastDefiniteAt }) =>
      checkId === id && lastDefiniteAt !== null ? [lastDefiniteAt + policy.staleAfterMs] : [],
    ),
  )
  const ahead = ends.filter((end) => end >= at)
  return ahead.length > 0 ? Math.min(...ahead) : null
}

/** The last of some instants; `null` when none is known. */
export function newest(instants: readonly (number | null)[]): number | null {
  const known = instants.filter((instant) => instant !== null)
  return known.length > 0 ? Math.max(...known) : null
}
