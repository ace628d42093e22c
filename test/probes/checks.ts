import type {
  DnsCheck,
  DnsType,
  HeartbeatCheck,
  HttpCheck,
  SequenceCheck,
  SequenceStep,
  TcpCheck,
  TlsCheck,
  WebSocketCheck,
} from '#domain/check.ts'
import { Secret } from '#domain/secret.ts'

/** A check with a secret that no detail may show. */
export const API_KEY = 'sk_test_0123456789abcdef'

const BASE = {
  id: 'asked',
  name: null,
  componentId: 'component',
  region: 'local',
  schedule: { everyMs: 30_000 },
  timeoutMs: 2_000,
  retryEveryMs: 2_000,
  policy: { failAfter: 3, recoverAfter: 2, staleAfterMs: 95_000 },
  expect: [],
  worst: null,
  informational: false,
  private: false,
} as const

const REQUEST = { method: 'GET', headers: {}, body: null, basic: null } as const
const CONNECTION = { clientCertificate: null, redirects: 5, family: null, http2: false, reuse: false } as const

export function httpCheck(url: string, changes: Partial<HttpCheck> = {}): HttpCheck {
  const bearer = new Secret(API_KEY)
  return { ...BASE, ...REQUEST, ...CONNECTION, kind: 'http', url: new Secret(url), bearer, ...changes }
}

export function webSocketCheck(url: string, changes: Partial<WebSocketCheck> = {}): WebSocketCheck {
  const send = new Secret('{"question":"Show me top 10 opportunities"}')
  const bearer = new Secret(API_KEY)
  const asked = { url: new Secret(url), bearer, send, answer: '"answer"', family: null }
  return { ...BASE, kind: 'websocket', ...asked, ...changes }
}

export function sequenceCheck(steps: readonly SequenceStep[], changes: Partial<SequenceCheck> = {}): SequenceCheck {
  return { ...BASE, ...CONNECTION, kind: 'sequence', steps, ...changes }
}

export function stepOf(name: string, url: string, changes: Partial<SequenceStep> = {}): SequenceStep {
  return { ...REQUEST, name, url: new Secret(url), bearer: null, expect: [], take: {}, ...changes }
}

export function tcpCheck(host: string, port: number, changes: Partial<TcpCheck> = {}): TcpCheck {
  return { ...BASE, kind: 'tcp', host, port, send: null, answer: null, family: null, ...changes }
}

export function tlsCheck(host: string, port: number, changes: Partial<TlsCheck> = {}): TlsCheck {
  return { ...BASE, kind: 'tls', host, port, servername: host, starttls: null, family: null, ...changes }
}

export function dnsCheck(name: string, type: DnsType, changes: Partial<DnsCheck> = {}): DnsCheck {
  const resolver = { host: '127.0.0.1', port: 53 }
  return { ...BASE, kind: 'dns', name, type, resolver, family: null, ...changes }
}

export function heartbeatCheck(token: string, changes: Partial<HeartbeatCheck> = {}): HeartbeatCheck {
  return { ...BASE, kind: 'heartbeat', token: new Secret(token), graceMs: 60_000, ...changes }
}
