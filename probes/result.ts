import type { Reply } from '#domain/answer.ts'
import type { ActiveCheck } from '#domain/check.ts'
import { judgeAnswer, judgeNoAnswer } from '#domain/judge-answer.ts'
import type { Result } from '#domain/result.ts'
import type { ProbeDeps } from './deps.ts'

/** What a reply is worth, as the record keeps it. Durations are whole milliseconds. */
export function toResult(check: ActiveCheck, reply: Reply, elapsedMs: number, deps: ProbeDeps): Result {
  const at = deps.now()
  const durationMs = Math.round(elapsedMs)
  const judgement = reply.ok ? judgeAnswer(check, reply, { ...deps, durationMs, at }) : judgeNoAnswer(check, reply)
  const { id: checkId, region } = check
  return { checkId, region, at, durationMs, ...judgement, observed: reply.observed }
}
