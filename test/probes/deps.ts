import type { ErrorCodes } from '#domain/check.ts'
import type { ProbeDeps } from '../../probes/deps.ts'
import { createEgress } from '../../probes/egress.ts'

/** The instant at which every probe of these tests ends. */
export const AT = Date.parse('2026-01-22T10:30:00Z')

const errorCodes: ErrorCodes = {
  SYNC_001: { outcome: 'down', text: 'Salesforce connection failed' },
  SYNC_002: { outcome: 'degraded', text: 'API limit exceeded' },
  RATE_001: { outcome: 'unknown', text: 'Rate limit exceeded' },
}

/** A true watch. */
export const stopwatch = () => {
  const started = performance.now()
  return () => performance.now() - started
}

/** What probes are handed: loopback within reach, a wall clock that stands still and a true stopwatch. */
export function probeDeps(changes: Partial<ProbeDeps> = {}): ProbeDeps {
  const egress = createEgress({ allow: ['127.0.0.0/8', '::1'], stopwatch })
  return { egress, now: () => AT, stopwatch, errorCodes, ...changes }
}
