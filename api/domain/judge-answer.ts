import { instantOf, type Measured, type Miss, miss } from './assertion.ts'
import type { Assertion, Check, ErrorCodes } from './check.ts'
import { printable } from './detail.ts'
import { leaves, parseJson } from './json-pointer.ts'
import { NO_ANSWER, type NoAnswerCode } from './reason.ts'
import type { Outcome, Result } from './result.ts'

/** What a target answered. A WebSocket's message has status 101; a refused handshake is the HTTP answer that it got. */
export interface Answer {
  status: number
  /** By lower-case name. */
  headers: Readonly<Record<string, string>>
  body: string
}

/** Why a target did not answer. */
export interface NoAnswer {
  reasonCode: NoAnswerCode
  /** For operators; not redacted yet. */
  detail: string
}

/** What the judge needs besides the answer. */
export interface Circumstances {
  durationMs: number
  /** When the probe finished, ms since the epoch. */
  at: number
  errorCodes: ErrorCodes
}

/** What an answer says of its target. */
export type Judgement = Pick<Result, 'outcome' | 'reasonCode' | 'detail' | 'retryAt'>

/** The longest time that a target can send its asker away. */
const LONGEST_RETRY_MS = 24 * 60 * 60 * 1000

/**
 * What one answer says: first whether we were sent away, then the application codes in it, then the expectations.
 *
 * - HTTP 429 is about us, not the target: `unknown`, with the instant until which to stay away.
 * - An application code in a JSON answer is the target's own word on what is wrong: the table decides.
 * - Of the expectations that fail the most severe decides, the first among equals. None failing is `up`.
 */
export function judgeAnswer(check: Check, answer: Answer, { durationMs, at, errorCodes }: Circumstances): Judgement {
  const json = parseJson(answer.body)
  if (answer.status === 429) return rateLimited(retryAt(answer, json, at))
  const code = json && findErrorCode(json.value, errorCodes)
  if (code) return judgement(code.outcome, code.code, `answered with ${code.code}`)
  return judgeMeasured(check, { status: answer.status, body: answer.body, json, durationMs, at })
}

/** What the absence of an answer says: `down`, unless it was we who did not ask. */
export function judgeNoAnswer(check: Check, { reasonCode, detail }: NoAnswer): Judgement {
  return judgement(NO_ANSWER[reasonCode], reasonCode, printable(detail, check))
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

function judgeMeasured(check: Check, measured: Measured): Judgement {
  const failed = expectations(check).flatMap((assertion) => {
    const found = miss(assertion, measured)
    return found ? [{ otherwise: assertion.otherwise, found }] : []
  })
  const decisive = failed.find(({ otherwise }) => otherwise === 'down') ?? failed[0]
  if (!decisive) return judgement('up', null, null)
  return judgement(decisive.otherwise, decisive.found.reasonCode, describeMiss(decisive.found, check))
}

/** What a check expects, with what goes without saying in front, since it explains what follows from it. */
function expectations(check: Check): readonly Assertion[] {
  const awaited: Assertion[] =
    check.kind === 'websocket' ? [{ fact: 'body', contains: check.answer, otherwise: 'down' }] : []
  if (check.expect.some(({ fact }) => fact === 'status')) return [...check.expect, ...awaited]
  const range = check.kind === 'websocket' ? { from: 101, to: 101 } : { from: 200, to: 299 }
  return [{ fact: 'status', ranges: [range], otherwise: 'down' }, ...awaited, ...check.expect]
}

function describeMiss({ asked, found, expected }: Miss, check: Check): string {
  return `${asked}: found ${printable(found, check)}, expected ${printable(expected, check)}`
}

function rateLimited(until: number | null): Judgement {
  return { outcome: 'unknown', reasonCode: 'RATE_001', detail: 'status: found 429', retryAt: until }
}

function judgement(outcome: Outcome, reasonCode: string | null, detail: string | null): Judgement {
  return { outcome, reasonCode, detail, retryAt: null }
}

/** Until when a 429 asks us to stay away: by `Retry-After`, else by `resetAt` in its JSON; `null` when by neither. */
function retryAt({ headers }: Answer, json: { value: unknown } | null, at: number): number | null {
  const asked = retryAfter(headers['retry-after'], at) ?? resetAt(json?.value)
  return asked === null ? null : Math.min(Math.max(asked, at), at + LONGEST_RETRY_MS)
}

/** The instant that a `Retry-After` header names, in seconds from now or as an HTTP date (RFC 9110). */
function retryAfter(header: string | undefined, at: number): number | null {
  if (header === undefined || header.length > 40) return null
  if (/^\d+$/.test(header)) return at + Number(header) * 1000
  const instant = /^[A-Z][a-z]+, [\w :-]+ GMT$/.test(header) ? Date.parse(header) : Number.NaN
  return Number.isNaN(instant) ? null : instant
}

function resetAt(json: unknown): number | null {
  for (const { key, value } of leaves(json)) {
    const instant = key === 'resetAt' ? instantOf(value) : null
    if (instant !== null) return instant
  }
  return null
}
