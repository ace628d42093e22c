import type { ErrorCodes, WebSocketCheck } from '#domain/check.ts'
import { parseJson } from '#domain/json-pointer.ts'
import { findErrorCode } from '#domain/judge-answer.ts'
import type { Result } from '#domain/result.ts'
import type { ProbeDeps } from './deps.ts'
import { limitsOf } from './limits.ts'
import { toResult } from './result.ts'

/** Opens the socket, sends the message and waits for the answer. A failing target is a result, never an exception. */
export async function probeWebSocket(check: WebSocketCheck, deps: ProbeDeps): Promise<Result> {
  const { url, bearer, send, family } = check
  const headers = bearer ? { authorization: `Bearer ${bearer.reveal()}` } : {}
  const isAnswer = (message: string) => message.includes(check.answer) || tellsError(message, deps.errorCodes)
  const elapsedMs = deps.stopwatch()
  const conversation = { url: url.reveal(), headers, send: send.reveal(), isAnswer, family }
  const reply = await deps.egress.converse(conversation, limitsOf(check, deps))
  return toResult(check, reply, elapsedMs(), deps)
}

/** Whether a message names what is wrong: nothing better will follow. */
function tellsError(message: string, errorCodes: ErrorCodes): boolean {
  const json = parseJson(message)
  return json !== null && findErrorCode(json.value, errorCodes) !== null
}
