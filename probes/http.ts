import type { HttpCheck } from '#domain/check.ts'
import type { Result } from '#domain/result.ts'
import type { ProbeDeps } from './deps.ts'
import { revealHeaders, toResult } from './result.ts'

/** Requests the target once. A failing target is a result, never an exception. */
export async function probeHttp(check: HttpCheck, deps: ProbeDeps): Promise<Result> {
  const target = { url: check.url.reveal(), method: check.method, headers: revealHeaders(check.headers, check.bearer) }
  const elapsedMs = deps.stopwatch()
  const reply = await deps.egress.request(target, { timeoutMs: check.timeoutMs })
  return toResult(check, reply, elapsedMs(), deps)
}
