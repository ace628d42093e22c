import type { HttpCheck } from '#domain/check.ts'
import { httpCheck } from '../probes/checks.ts'

/** A check as the shipped configuration asks the API's health: status, a value in JSON, a latency. */
export function benchCheck(port: number, id: string, everyMs: number): HttpCheck {
  return httpCheck(`http://127.0.0.1:${port}/${id}`, {
    id,
    schedule: { everyMs },
    timeoutMs: 5_000,
    policy: { failAfter: 3, recoverAfter: 2, staleAfterMs: 3 * everyMs + 5_000 },
    expect: [
      { fact: 'status', ranges: [{ from: 200, to: 299 }], otherwise: 'down' },
      { fact: 'json', pointer: '/status', is: { op: '==', value: 'ok' }, otherwise: 'down' },
      { fact: 'latency', underMs: 1000, otherwise: 'degraded' },
    ],
  })
}
