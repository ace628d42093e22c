import { type Impact, STATUSES, type Status, worst as worstOf } from './status.ts'
import type { Verdict } from './verdict.ts'

/** What is so of a component at one instant. */
export interface ComponentFacts {
  checks: readonly Status[]
  inMaintenance: boolean
  /** One per unresolved incident that names the component. */
  impacts: readonly Impact[]
}

const SAYS: Readonly<Record<Verdict, Status>> = {
  up: 'operational',
  degraded: 'degraded_performance',
  partial: 'partial_outage',
  down: 'major_outage',
  unknown: 'unknown',
}

/** What a check says of its component, lowered to the most severe status that it can claim; `null` is no cap. */
export function checkStatus(verdict: Verdict, worst: Impact | null): Status {
  const status = SAYS[verdict]
  if (worst === null || status === 'unknown') return status
  return STATUSES.indexOf(status) > STATUSES.indexOf(worst) ? worst : status
}

/** The status of a component: an incident is louder than a maintenance, a maintenance is louder than a check. */
export function componentStatus({ checks, inMaintenance, impacts }: ComponentFacts): Status {
  const quiet = inMaintenance ? 'under_maintenance' : worstOf(checks.filter((status) => status !== 'unknown'))
  return impacts.length === 0 ? quiet : worstOf([quiet, ...impacts])
}
