import type { ActiveCheck } from '#domain/check.ts'
import type { Result } from '#domain/result.ts'
import type { ProbeDeps } from './deps.ts'
import { probeDns } from './dns.ts'
import { probeHttp } from './http.ts'
import { probeSequence } from './sequence.ts'
import { probeTcp } from './tcp.ts'
import { probeTls } from './tls.ts'
import { probeWebSocket } from './websocket.ts'

/** What asks a target once. A failing target is a result; a rejection is a fault of our own. */
export type Probe<Asked extends ActiveCheck> = (check: Asked, deps: ProbeDeps) => Promise<Result>

type CheckOfKind = { [Kind in ActiveCheck['kind']]: Extract<ActiveCheck, { kind: Kind }> }

const PROBES: { [Kind in keyof CheckOfKind]: Probe<CheckOfKind[Kind]> } = {
  http: probeHttp,
  sequence: probeSequence,
  websocket: probeWebSocket,
  tcp: probeTcp,
  tls: probeTls,
  dns: probeDns,
}

/** Asks a check's target once. Rejects only for a fault of our own. */
export function probe<Kind extends keyof CheckOfKind>(
  check: CheckOfKind[Kind] & { kind: Kind },
  deps: ProbeDeps,
): Promise<Result> {
  return PROBES[check.kind](check, deps)
}
