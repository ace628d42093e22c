import type { Facts } from '#domain/facts.ts'
import type { Log } from '../log.ts'

export interface FactsReader {
  /** The facts as they stand. When they cannot be read, those last known: as their evidence ages, they become unknown. */
  facts(): Promise<Facts>
  /** Why they are not as they should be. */
  faults(): string[]
}

/** Reads facts, and remembers the last that could be read. Rejects only while none ever could. */
export function createFactsReader({ read, log }: { read: () => Promise<Facts>; log: Log }): FactsReader {
  let known: Facts | undefined
  let failing = false
  return {
    facts: async () => {
      try {
        known = await read()
        failing = false
      } catch (error) {
        failing = true
        if (!known) throw error
        log.error({ err: error }, 'the facts could not be read, and age')
      }
      return known
    },
    faults: () => (failing ? ['The record cannot be read.'] : []),
  }
}
