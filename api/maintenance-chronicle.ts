import { insertEvents, listEvents } from '#db/maintenance-events.ts'
import { listOccurrences } from '#db/occurrences.ts'
import type { Database } from '#db/open.ts'
import type { Facts } from '#domain/facts.ts'
import { dueEvents, nextEventAt } from '#domain/maintenance-events.ts'
import type { Log } from './log.ts'
import { PLANNED_MS } from './record/maintenance-plan.ts'

export interface ChronicleDeps {
  db: Database
  log: Pick<Log, 'error' | 'info'>
  now: () => number
  /** Told when something was noted. */
  changed: () => void
}

/** Notes what becomes of maintenance by itself: each thing once, whether or not anybody was there when it was due. */
export interface Chronicle {
  /** Looks at facts as they were just read. What cannot be stored is tried again with the next ones. */
  look(facts: Facts): void
  /** When the next thing is due, ms since the epoch; `null` when none is. */
  dueAt(): number | null
  /** Resolves when what was looked at is stored, or could not be. */
  settled(): Promise<void>
}

/** What was due in an absence longer than this is told of no more. */
const LONGEST_ABSENCE_MS = 91 * 86_400_000

export function createChronicle({ db, log, now, changed }: ChronicleDeps): Chronicle {
  let running: Promise<void> | undefined
  let dueAt: number | null = null

  // Reckoned anew on what the transaction finds: a person may just have moved one.
  const note = async (): Promise<void> => {
    const noted = await db.write(async (tx) => {
      const at = now()
      const occurrences = await listOccurrences(db, { from: at - LONGEST_ABSENCE_MS, to: at + PLANNED_MS }, tx)
      const ids = occurrences.map(({ id }) => id)
      const due = dueEvents(occurrences, await listEvents(db, ids, tx), at)
      await insertEvents(tx, db, due)
      return due
    })
    for (const { kind, occurrenceId, at } of noted)
      log.info({ maintenance: occurrenceId, at: new Date(at).toISOString() }, `maintenance ${kind}`)
    if (noted.length > 0) changed()
  }

  return {
    look: ({ occurrences, maintenanceEvents }) => {
      dueAt = nextEventAt(occurrences, maintenanceEvents)
      if (running || dueAt === null || dueAt > now()) return
      running = note()
        .catch((error: unknown) => log.error({ err: error }, 'what became of a maintenance could not be noted'))
        .finally(() => {
          running = undefined
        })
    },
    dueAt: () => dueAt,
    settled: async () => running,
  }
}
