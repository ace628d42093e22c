import { deleteAnswers } from '#db/idempotency-keys.ts'
import type { Database } from '#db/open.ts'
import { insertRunMark, updateRunMark } from '#db/run-marks.ts'
import type { BackupKeeper } from './backups/backup-keeper.ts'
import type { Log } from './log.ts'
import { createReduction } from './record/reduction.ts'
import type { StatusService } from './status-service.ts'
import { createTimetable, type TimetableDeps } from './timetable.ts'

export interface HousekeepingDeps extends TimetableDeps {
  status: Pick<StatusService, 'tick' | 'renew' | 'plan' | 'recall'>
  db: Database
  log: Log
  /** `null` where no backups are kept. */
  backups: Pick<BackupKeeper, 'look' | 'stop'> | null
  /** How long results are kept. */
  keepResultsMs: () => number
  /** Ms since the epoch, never less than before. */
  now: () => number
}

const TICK_MS = 1000
const TICKS_A_RENEWAL = 10
/** How long an answer is kept for a request that comes again. */
const ANSWERS_KEPT_MS = 86_400_000

/**
 * Does by the clock what nobody asks for; returns how it is ended. What is done every few seconds goes by the monotonic
 * clock; what is done at an hour of the day by a timetable, armed anew where the wall clock was set.
 */
export async function keepHouse(deps: HousekeepingDeps): Promise<() => Promise<void>> {
  const { status, db, log, backups, now } = deps
  const runMark = await insertRunMark(db, now())
  const mark = (stopped: boolean) => updateRunMark(db, runMark, { at: now(), stopped })
  const reduction = createReduction(deps)

  const attempt = async (work: () => Promise<void> | void): Promise<void> => {
    try {
      await work()
    } catch (error) {
      log.error({ err: error }, 'housekeeping failed and is tried again')
    }
  }

  const timetable = createTimetable(
    [
      ['0 0 * * * *', () => attempt(status.plan)],
      ['0 1 * * * *', () => attempt(() => deleteAnswers(db, now() - ANSWERS_KEPT_MS))],
      // Two minutes after the hour nearly all of its results are stored; what comes later has its turn in the next one.
      ['0 2 * * * *', () => attempt(reduction.run)],
      ['15 */5 * * * *', () => attempt(status.recall)],
      ['*/10 * * * * *', () => attempt(() => backups?.look())],
    ],
    deps,
  )

  let ticks = 0
  const tick = (): void => {
    void attempt(status.tick)
    if (ticks++ % TICKS_A_RENEWAL === 0) {
      void attempt(status.renew)
      void attempt(() => mark(false))
    }
    if (timetable.follow()) void attempt(status.plan)
  }

  // Of the hours in which no process ran to do it.
  void attempt(reduction.run)
  void attempt(status.recall)
  // The age of the last one is known from the first scrape on.
  void attempt(() => backups?.look())
  const timer = setInterval(tick, TICK_MS)
  return async () => {
    clearInterval(timer)
    await timetable.end()
    await Promise.all([reduction.stop(), backups?.stop()])
    await mark(true)
  }
}
