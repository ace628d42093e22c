import type { HttpCheck, WebSocketCheck } from '#domain/check.ts'
import type { Result } from '#domain/result.ts'
import type { ProbeDeps } from './deps.ts'
import { probeHttp } from './http.ts'
import { probeWebSocket } from './websocket.ts'

interface CheckOfKind {
  http: HttpCheck
  websocket: WebSocketCheck
}

const PROBES: { [Kind in keyof CheckOfKind]: (check: CheckOfKind[Kind], deps: ProbeDeps) => Promise<Result> } = {
  http: probeHttp,
  websocket: probeWebSocket,
}

/** Asks a check's target once. Rejects only for a fault of our own. */
export function probe<Kind extends keyof CheckOfKind>(
  check: CheckOfKind[Kind] & { kind: Kind },
  deps: ProbeDeps,
): Promise<Result> {
  return PROBES[check.kind](check, deps)
}
