import type { TlsCheck } from '#domain/check.ts'
import type { Result } from '#domain/result.ts'
import type { ProbeDeps } from './deps.ts'
import { limitsOf } from './limits.ts'
import { toResult } from './result.ts'

/** Shakes hands for what the certificate says. A failing target is a result, never an exception. */
export async function probeTls(check: TlsCheck, deps: ProbeDeps): Promise<Result> {
  const { host, port, family, servername, starttls } = check
  const elapsedMs = deps.stopwatch()
  const reply = await deps.egress.handshake({ host, port, family, servername, starttls }, limitsOf(check, deps))
  return toResult(check, reply, elapsedMs(), deps)
}
