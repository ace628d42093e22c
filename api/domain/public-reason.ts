import type { Check } from './check.ts'
import { transitionsOf } from './check-transitions.ts'
import type { Component } from './component.ts'
import { decisiveChecks } from './component-record.ts'
import { checkStatus } from './component-status.ts'
import type { Evidence, Facts } from './facts.ts'
import { reasonText } from './reason.ts'
import type { Status } from './status.ts'

/** Why a component shows what it shows, in plain words. */
export interface PublicReason {
  code: string
  text: string
}

/** The reason of the first check that says what its component shows, and has one. */
export function reasonFor(component: Component, status: Status, facts: Facts): PublicReason | null {
  for (const check of decisiveChecks(component)) {
    const newest = facts.evidence.findLast(({ checkId, region }) => checkId === check.id && region === check.region)
    const code = status === 'unknown' ? whyUnknown(newest) : whyNot(check, status, newest, facts)
    if (code) return { code, text: reasonText(code, facts.configuration.errorCodes) }
  }
  return null
}

/** Of what is not known, why we could not ask; silence has no reason. */
function whyUnknown(newest: Evidence | undefined): string | null {
  return newest?.lastOutcome === 'unknown' ? newest.lastReasonCode : null
}

/** The newest reason of a check that says this status; that of its verdict, once the newest definite result is well. */
function whyNot(check: Check, status: Status, newest: Evidence | undefined, { transitions }: Facts): string | null {
  const last = transitionsOf(check.id, transitions).at(-1)
  if (!last || checkStatus(last.verdict, check.worst) !== status) return null
  const isBad = last.verdict !== 'up' && newest?.definite && newest.definite.outcome !== 'up'
  return (isBad ? newest.definite?.reasonCode : null) ?? last.reasonCode
}
