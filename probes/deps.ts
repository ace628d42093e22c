import type { ErrorCodes } from '#domain/check.ts'
import type { Span } from '#domain/tracing.ts'
import type { Egress } from './egress.ts'

/** What every probe is handed. */
export interface ProbeDeps {
  egress: Egress
  /** Ms since the epoch. */
  now: () => number
  /** Starts a monotonic watch; what it gives back reads it, in ms. */
  stopwatch: () => () => number
  errorCodes: ErrorCodes
  /** The key under which the JSON of a 429 says until when to stay away. */
  resetField?: string
  /** Whether results tell every assertion, for who runs a check by hand. */
  withFindings?: boolean
  /** What the probe is told in, where it is traced. */
  span?: Span | null
  /** Texts of secrets, as they stand in addresses. */
  hidden?: readonly string[]
}
