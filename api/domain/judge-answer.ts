import type { Answer, NoAnswer } from './answer.ts'
import type { Assertion } from './assertion.ts'
import type { Check, ErrorCodes } from './check.ts'
import { printable } from './detail.ts'
import { type Examined, examine, type Measured } from './examine.ts'
import { expectations } from './expectations.ts'
import { leaves, parseJson } from './json-pointer.ts'
import { NO_ANSWER } from './reason.ts'
import type { Finding, Outcome, Result } from './result.ts'
import { retryAt } from './retry-at.ts'

/** What the judge needs besides the answer. */
export interface Circumstances {
  durationMs: number
  /** When the probe finished, ms since the epoch. */
  at: number
  errorCodes: ErrorCodes
  /** The key under which a 429's JSON says until when to stay away, where no `Retry-After` does; `resetAt` unless given. */
  resetField?: string
  /** Whether every assertion is written out, for who runs a check by hand; off unless asked. */
  withFindings?: boolean
  /** What must not be shown either, such as values taken during a sequence. */
  secrets?: readonly string[]
}

/** What an answer says of its target. */
export type Judgement = Pick<Result, 'outcome' | 'reasonCode' | 'detail' | 'retryAt' | 'findings'>

/**
 * What one answer says: first whether we were sent away, then the application codes in it, then the expectations.
 *
 * - HTTP 429 is about us, not the target: `unknown`, with the instant until which to stay away.
 * - An application code in a JSON answer is the target's own word on what is wrong: the table decides.
 * - Of the expectations that fail the most severe decides, the first among equals. None failing is `up`.
 */
export function judgeAnswer(check: Check, answer: Answer, circumstances: Circumstances): Judgement {
  const measured = measure(answer, circumstances)
  const told = toldOutright(measured, circumstances)
  if (told && !circumstances.withFindings) return told
  const say = (text: string) => printable(text, check, circumstances.secrets)
  const all = expectations(check).map((assertion) => ({ assertion, examined: examine(assertion, measured) }))
  const findings = circumstances.withFindings ? all.map(({ examined }) => written(examined, say)) : []
  return { ...(told ?? decide(all, say)), findings }
}

/** What the absence of an answer says: `down`, unless it was we who did not ask. */
export function judgeNoAnswer(
  check: Check,
  { reasonCode, detail }: NoAnswer,
  { secrets }: Pick<Circumstances, 'secrets'> = {},
): Judgement {
  return judgement(NO_ANSWER[reasonCode], reasonCode, printable(detail, check, secrets))
}

/** The most severe application code that stands as a complete text in a JSON value; the first among equals. */
export function findErrorCode(json: unknown, errorCodes: ErrorCodes): { code: string; outcome: Outcome } | null {
  let worst: { code: string; outcome: Outcome } | null = null
  for (const { value } of leaves(json)) {
    if (typeof value !== 'string' || !Object.hasOwn(errorCodes, value)) continue
    const outcome = errorCodes[value]?.outcome ?? 'unknown'
    if (!worst || SEVERITY.indexOf(outcome) > SEVERITY.indexOf(worst.outcome)) worst = { code: value, outcome }
  }
  return worst
}

const SEVERITY: readonly Outcome[] = ['up', 'unknown', 'degraded', 'down']

function measure(answer: Answer, { durationMs, at }: Circumstances): Measured {
  return { ...answer, json: answer.body === null ? null : parseJson(answer.body), durationMs, at }
}

/** What an answer says whatever was expected of it; `null` when that is nothing. */
function toldOutright(measured: Measured, { at, errorCodes, resetField = 'resetAt' }: Circumstances): Judgement | null {
  if (measured.status === 429) return rateLimited(retryAt(measured, measured.json, { at, resetField }))
  const code = measured.json && mayName(measured.body, errorCodes) && findErrorCode(measured.json.value, errorCodes)
  return code ? judgement(code.outcome, code.code, `answered with ${code.code}`) : null
}

/** Whether a body can name a code at all: to read a text is far cheaper than to walk through what it holds. */
function mayName(body: string | null, errorCodes: ErrorCodes): boolean {
  if (body === null) return false
  return body.includes('\\') || Object.keys(errorCodes).some((code) => body.includes(code))
}

function decide(all: readonly { assertion: Assertion; examined: Examined }[], say: Say): Judgement {
  const failed = all.filter(({ examined }) => !examined.held)
  const decisive = failed.find(({ assertion }) => assertion.otherwise === 'down') ?? failed[0]
  if (!decisive) return judgement('up', null, null)
  const { asked, found, expected } = written(decisive.examined, say)
  return judgement(
    decisive.assertion.otherwise,
    decisive.examined.reasonCode,
    `${asked}: found ${found}, expected ${expected}`,
  )
}

/** Makes a text fit for operators. */
type Say = (text: string) => string

function written({ asked, held, found, expected }: Examined, say: Say): Finding {
  return { asked: say(asked), held, found: say(found), expected: say(expected) }
}

function rateLimited(until: number | null): Judgement {
  return { ...judgement('unknown', 'RATE_001', 'status: found 429'), retryAt: until }
}

function judgement(outcome: Outcome, reasonCode: string | null, detail: string | null): Judgement {
  return { outcome, reasonCode, detail, retryAt: null, findings: [] }
}
