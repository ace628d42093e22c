import { BARE_ANSWER, type Reply } from '#domain/answer.ts'
import type { TcpCheck } from '#domain/check.ts'
import type { Result } from '#domain/result.ts'
import { utf8 } from './answer.ts'
import type { ProbeDeps } from './deps.ts'
import { limitsOf } from './limits.ts'
import type { BytesReply } from './message.ts'
import { toResult } from './result.ts'

/** Connects, sends and listens as the check says. A failing target is a result, never an exception. */
export async function probeTcp(check: TcpCheck, deps: ProbeDeps): Promise<Result> {
  const { host, port, family, send, answer } = check
  const payload = send && Buffer.from(send.reveal())
  const awaited = answer === null ? null : Buffer.from(answer)
  const isWhole = (heard: Uint8Array) =>
    awaited === null || Buffer.from(heard.buffer, heard.byteOffset, heard.byteLength).includes(awaited)
  const elapsedMs = deps.stopwatch()
  const reply = await deps.egress.stream({ host, port, family, payload, isWhole }, limitsOf(check, deps))
  return toResult(check, toReply(reply), elapsedMs(), deps)
}

/** What came until the connection or the time ended is the answer, if only a wrong one. */
function toReply({ heard, ...reply }: BytesReply): Reply {
  const { observed } = reply
  if (reply.ok) return { ok: true, observed, ...BARE_ANSWER, body: utf8(heard) }
  const told = heard.length > 0 && (reply.reasonCode === 'timeout' || reply.reasonCode === 'connection_failed')
  return told ? { ok: true, observed, ...BARE_ANSWER, body: utf8(heard) } : reply
}
