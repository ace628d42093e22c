import type { ErrorCodes, WebSocketCheck } from '#domain/check.ts'
import { parseJson } from '#domain/json-pointer.ts'
import { findErrorCode } from '#domain/judge-answer.ts'
import type { Result } from '#domain/result.ts'
import type { ProbeDeps } from './deps.ts'
import { revealHeaders, toResult } from './result.ts'

/** Opens the socket, sends the message and waits for the answer. A failing target is a result, never an exception. */
export async function probeWebSocket(check: WebSocketCheck, deps: ProbeDeps): Promise<Result> {
  const exchange = { url: check.url.reveal(), headers: revealHeaders({}, check.bearer), send: check.send.reveal() }
  const isAnswer = (message: string) => message.includes(check.answer) || tellsError(message, deps.errorCodes)
  const elapsedMs = deps.stopwatch()
  const reply = await deps.egress.converse(exchange, { timeoutMs: check.timeoutMs, isAnswer })
  return toResult(check, reply, elapsedMs(), deps)
}

/** Whether a message names what is wrong: nothing better will follow. */
function tellsError(message: string, errorCodes: ErrorCodes): boolean {
  const json = parseJson(message)
  return json !== null && findErrorCode(json.value, errorCodes) !== null
}
