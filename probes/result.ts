import type { Check } from '#domain/check.ts'
import { judgeAnswer, judgeNoAnswer } from '#domain/judge-answer.ts'
import type { Result } from '#domain/result.ts'
import type { Secret } from '#domain/secret.ts'
import type { ProbeDeps } from './deps.ts'
import type { Reply } from './way.ts'

/** What a reply is worth, as the record keeps it. Durations are whole milliseconds. */
export function toResult(check: Check, reply: Reply, elapsedMs: number, { now, errorCodes }: ProbeDeps): Result {
  const at = now()
  const durationMs = Math.round(elapsedMs)
  const judgement = reply.ok ? judgeAnswer(check, reply, { durationMs, at, errorCodes }) : judgeNoAnswer(check, reply)
  return { checkId: check.id, region: check.region, at, durationMs, ...judgement }
}

/** A check's headers as they are sent. */
export function revealHeaders(
  headers: Readonly<Record<string, Secret>>,
  bearer: Secret | null,
): Record<string, string> {
  const open = Object.entries(headers).map(([name, secret]) => [name.toLowerCase(), secret.reveal()])
  return { ...Object.fromEntries(open), ...(bearer && { authorization: `Bearer ${bearer.reveal()}` }) }
}
