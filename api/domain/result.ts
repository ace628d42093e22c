import type { Observed } from './observed.ts'

/** What one answer says of its target; `unknown` means that we failed, not the target. */
export const OUTCOMES = ['up', 'degraded', 'down', 'unknown'] as const
export type Outcome = (typeof OUTCOMES)[number]

/** One assertion as it was examined, for who runs a check by hand. Texts are cut and redacted. */
export interface Finding {
  /** The fact asked: `json /status`. */
  asked: string
  found: string
  expected: string
  held: boolean
}

/** What a probe found: one answer to one check, never edited. */
export interface Result {
  checkId: string
  /** The place that asked; `local` unless configured. */
  region: string
  /** When the check finished, ms since the epoch. */
  at: number
  durationMs: number
  outcome: Outcome
  /** Public: from `REASONS` or from the configuration's `errorCodes`; `null` when there is nothing to explain. */
  reasonCode: string | null
  /** For operators only: the assertion, the value found and the one expected, cut and redacted. */
  detail: string | null
  /** The target asked us to stay away until this instant (429); `null` when it did not. */
  retryAt: number | null
  /** Measured and seen on the way; not stored. */
  observed: Observed
  /** Every assertion in turn; not stored. `[]` where there was no answer to examine. */
  findings: readonly Finding[]
  /** The trace that tells how it was found, 32 hexadecimal digits, where one is kept. Stored where it is not `up`. */
  traceId?: string | undefined
}
