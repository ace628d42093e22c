import type { Configuration } from './configuration.ts'
import type { Occurrence } from './maintenance.ts'
import type { Result } from './result.ts'
import type { Transition } from './verdict.ts'

/** A change of verdict, with the check it is of and the reason that the confirming result gave. */
export interface CheckTransition extends Transition {
  checkId: string
  region: string
  reasonCode: string | null
}

/** The newest that was seen of a check from one region. */
export interface Evidence {
  checkId: string
  region: string
  /** When the newest definite result came in; `null` when there is none. */
  lastDefiniteAt: number | null
  lastOutcome: Result['outcome'] | null
}

/** All that a view is made from: the configuration and the record, as they stand. */
export interface Facts {
  configuration: Configuration
  publicUrl: string
  /** Of each check and region, those of the days shown and the last before them, in the order they hold. */
  transitions: readonly CheckTransition[]
  evidence: readonly Evidence[]
  /** Those that touch the days shown, and those to come. */
  occurrences: readonly Occurrence[]
}
