import type { Database } from '#db/open.ts'
import { deleteOldResults, deleteOldRollups } from '#db/retention.ts'
import { rollUpHours } from '#db/rollups.ts'
import { ROLLUPS_KEPT_MS } from '#domain/rollup.ts'

export interface ReductionDeps {
  db: Database
  now: () => number
  /** How long results are kept. */
  keepResultsMs: () => number
}

export interface Reduction {
  /** Rolls up the hours that are over, then drops what is older than it is kept. Asked again meanwhile, it is one run. */
  run(): Promise<void>
  /** Ends a run after its slice, and resolves when it has ended. */
  stop(): Promise<void>
}

/** Makes the record smaller while it grows, in slices that hold nobody up. */
export function createReduction({ db, now, keepResultsMs }: ReductionDeps): Reduction {
  const stopping = new AbortController()
  const { signal } = stopping
  let running: Promise<void> | undefined

  const reduce = async (): Promise<void> => {
    try {
      await rollUpHours(db, { until: now(), signal })
      await deleteOldResults(db, { before: now() - keepResultsMs(), signal })
      await deleteOldRollups(db, { before: now() - ROLLUPS_KEPT_MS, signal })
    } catch (error) {
      if (!signal.aborted) throw error
    } finally {
      running = undefined
    }
  }

  return {
    run: () => {
      if (signal.aborted) return Promise.resolve()
      running ??= reduce()
      return running
    },
    stop: async () => {
      stopping.abort()
      await running?.catch(() => undefined)
    },
  }
}
