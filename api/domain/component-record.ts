import type { Check } from './check.ts'
import { transitionsOf } from './check-transitions.ts'
import type { Component } from './component.ts'
import type { CheckTransition, Evidence, Facts, RetiredCheck } from './facts.ts'
import { isWorkOn } from './maintenance.ts'
import type { CheckRecord, ComponentRecord, Recorded } from './timeline.ts'

/** The checks that a component's status is made from: the public ones that are not merely informational. */
export function decisiveChecks({ checks }: Component): Check[] {
  return checks.filter((check) => !check.informational && !check.private)
}

/** The record of a component as its status is reckoned from it at `at`, silence up to then included. */
export function componentRecord(component: Component, facts: Facts, at: number): ComponentRecord {
  return {
    checks: [
      ...decisiveChecks(component).map((check) => checkRecord(check, facts, at)),
      ...facts.retired
        .filter(({ componentId }) => componentId === component.id)
        .map((check) => retiredRecord(check, facts)),
    ],
    maintenance: facts.occurrences.filter((one) => isWorkOn(component.id, one)).map(toSpan),
    incidents: facts.impacts
      .filter(({ id }) => id === component.id)
      .map((impact) => ({ ...toSpan(impact), impact: impact.impact })),
  }
}

/** What the timeline needs to know of a fact that people entered. */
function toSpan<End extends number | null>(fact: Recorded & { startsAt: number; endsAt: End }) {
  const { startsAt: from, endsAt: to, recordedAt, supersededAt } = fact
  return {
    from,
    to,
    ...(recordedAt !== undefined && { recordedAt }),
    ...(supersededAt !== undefined && { supersededAt }),
  }
}

/** The record of one check at `at`, silence up to then included. */
export function checkRecord(check: Check, { transitions, evidence }: Facts, at: number): CheckRecord {
  const mine = transitionsOf(check.id, transitions)
  const regions = [...new Set([check.region, ...mine.map(({ region }) => region)])]
  const heard = (region: string) => evidence.find((one) => one.checkId === check.id && one.region === region)
  const records = regions.map((region) => {
    const told = mine.filter((transition) => transition.region === region)
    return [region, [...told, ...silence(told, heard(region), check.policy.staleAfterMs, at)]] as const
  })
  return { regions: Object.fromEntries(records), worst: check.worst }
}

/** What a check of former times said until it left: what came true then stays true. */
function retiredRecord({ id, region, worst, retiredAt }: RetiredCheck, { transitions }: Facts): CheckRecord {
  const told = transitionsOf(id, transitions).filter((one) => one.region === region && one.at < retiredAt)
  const last = told.at(-1)
  if (!last || last.verdict === 'unknown') return { regions: { [region]: told }, worst }
  return { regions: { [region]: [...told, unknownFrom(last, retiredAt)] }, worst }
}

/**
 * The end of what the newest evidence vouches for, when that has passed and is not on record yet: a view never shows
 * what nothing vouches for, whether or not the record could be kept.
 */
function silence(
  told: readonly CheckTransition[],
  evidence: Evidence | undefined,
  staleAfterMs: number,
  at: number,
): CheckTransition[] {
  const last = told.at(-1)
  if (!last || last.verdict === 'unknown') return []
  const until = (evidence?.lastDefiniteAt ?? last.recordedAt) + staleAfterMs
  return until < at ? [unknownFrom(last, until)] : []
}

function unknownFrom(last: CheckTransition, at: number): CheckTransition {
  return { ...last, at, recordedAt: at, verdict: 'unknown', reasonCode: null }
}
