import type { ActiveCheck } from '#domain/check.ts'
import type { Running } from './listen.ts'

/** A target that means no good. */
export interface HostileTarget {
  name: string
  server: () => Promise<Running>
  /** What is asked of it. */
  check: (port: number) => ActiveCheck
  /** The reason that the result must have; `null` where what it does must do it no harm. */
  reason: string | null
}

/** How long every check may take, in ms. */
export const TIMEOUT_MS = 1200
