import type { ErrorCodes } from '#domain/check.ts'
import type { Egress } from './egress.ts'

/** What every probe is handed. */
export interface ProbeDeps {
  egress: Egress
  /** Ms since the epoch. */
  now: () => number
  /** Starts a monotonic watch; what it gives back reads it, in ms. */
  stopwatch: () => () => number
  errorCodes: ErrorCodes
}
