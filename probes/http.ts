import type { HttpCheck, HttpConnection, HttpRequest } from '#domain/check.ts'
import type { Result } from '#domain/result.ts'
import type { ProbeDeps } from './deps.ts'
import { limitsOf } from './limits.ts'
import type { Request } from './request.ts'
import { toResult } from './result.ts'

/** Requests the target once. A failing target is a result, never an exception. */
export async function probeHttp(check: HttpCheck, deps: ProbeDeps): Promise<Result> {
  const elapsedMs = deps.stopwatch()
  const reply = await deps.egress.request(toRequest(check, check), limitsOf(check, deps))
  return toResult(check, reply, elapsedMs(), deps)
}

/** A request as it is sent, its secrets open; `id` names the connection that is kept, if one is. */
export function toRequest(asked: HttpRequest, { id, reuse, ...connection }: HttpConnection & { id: string }): Request {
  return {
    url: asked.url.reveal(),
    method: asked.method,
    headers: openHeaders(asked),
    body: asked.body?.reveal() ?? null,
    clientCertificate: connection.clientCertificate,
    redirects: connection.redirects,
    family: connection.family,
    http2: connection.http2,
    keep: reuse ? id : null,
  }
}

/** Header fields by lower-case name, credentials among them; what the check writes itself as `authorization` yields. */
function openHeaders({ headers, bearer, basic }: HttpRequest): Record<string, string> {
  const open: Record<string, string> = {}
  for (const [name, secret] of Object.entries(headers)) open[name.toLowerCase()] = secret.reveal()
  if (bearer) open['authorization'] = `Bearer ${bearer.reveal()}`
  if (basic) {
    const pair = `${basic.username.reveal()}:${basic.password.reveal()}`
    open['authorization'] = `Basic ${Buffer.from(pair).toString('base64')}`
  }
  return open
}
