import type { HttpCheck, WebSocketCheck } from '#domain/check.ts'
import { Secret } from '#domain/secret.ts'

/** A check with a secret that no detail may show. */
export const API_KEY = 'sk_test_0123456789abcdef'

const BASE = {
  id: 'asked',
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

export function httpCheck(url: string, changes: Partial<HttpCheck> = {}): HttpCheck {
  const bearer = new Secret(API_KEY)
  return { ...BASE, kind: 'http', url: new Secret(url), method: 'GET', headers: {}, bearer, ...changes }
}

export function webSocketCheck(url: string, changes: Partial<WebSocketCheck> = {}): WebSocketCheck {
  const send = new Secret('{"question":"Show me top 10 opportunities"}')
  const bearer = new Secret(API_KEY)
  return { ...BASE, kind: 'websocket', url: new Secret(url), bearer, send, answer: '"answer"', ...changes }
}
