import { schedule as cron, type ScheduledTask } from 'node-cron'
import { deleteAnswers } from '#db/idempotency-keys.ts'
import type { Database } from '#db/open.ts'
import { insertRunMark, updateRunMark } from '#db/run-marks.ts'
import type { BackupKeeper } from './backups/backup-keeper.ts'
import type { Log } from './log.ts'
import { createReduction } from './reduction.ts'
import type { StatusService } from './status-service.ts'

export interface HousekeepingDeps {
  status: Pick<StatusService, 'tick' | 'renew' | 'plan' | 'recall'>
  db: Database
  log: Log
  /** `null` where no backups are kept. */
  backups: Pick<BackupKeeper, 'look' | 'stop'> | null
  /** How long results are kept. */
  keepResultsMs: () => number
  /** Ms since the epoch, never less than before. */
  now: () => number
  /** The machine's own wall clock, on which node-cron counts and which may be set back. */
  wall: () => number
  /** A clock that only ever goes forward, in ms. */
  monotonic: () => number
}

const TICK_MS = 1000
const TICKS_A_RENEWAL = 10
/** How long an answer is kept for a request that comes again. */
const ANSWERS_KEPT_MS = 86_400_000

/**
 * Does by the clock what nobody asks for; returns how it is ended. What is done every few seconds goes by the monotonic
 * clock; what is done at an hour of the day by node-cron, armed anew where the wall clock was set.
 */
export async function keepHouse({
  status,
  db,
  log,
  backups,
  keepResultsMs,
  now,
  wall,
  monotonic,
}: HousekeepingDeps): Promise<() => Promise<void>> {
  const runMark = await insertRunMark(db, now())
  const mark = (stopped: boolean) => updateRunMark(db, runMark, { at: now(), stopped })
  const reduction = createReduction({ db, now, keepResultsMs })
  let tasks: ScheduledTask[] = []
  let armedBy = wall() - monotonic()
  let ticks = 0

  const attempt = async (work: () => Promise<void> | void): Promise<void> => {
    try {
      await work()
    } catch (error) {
      log.error({ err: error }, 'housekeeping failed and is tried again')
    }
  }

  const disarm = () => Promise.all(tasks.map((task) => task.destroy()))

  const arm = (): void => {
    void disarm()
    armedBy = wall() - monotonic()
    tasks = [
      cron('0 0 * * * *', () => attempt(status.plan), { suppressMissedWarning: true }),
      cron('0 1 * * * *', () => attempt(() => deleteAnswers(db, now() - ANSWERS_KEPT_MS)), {
        suppressMissedWarning: true,
      }),
      cron('15 */5 * * * *', () => attempt(status.recall), { suppressMissedWarning: true }),
      cron('*/10 * * * * *', () => attempt(() => backups?.look()), { suppressMissedWarning: true }),
      // Two minutes after the hour nearly all of its results are stored; what comes later has its turn in the next one.
      cron('0 2 * * * *', () => attempt(reduction.run), { suppressMissedWarning: true }),
    ]
  }

  const tick = (): void => {
    void attempt(status.tick)
    if (ticks++ % TICKS_A_RENEWAL === 0) {
      void attempt(status.renew)
      void attempt(() => mark(false))
    }
    if (Math.abs(wall() - monotonic() - armedBy) <= TICK_MS) return
    arm()
    void attempt(status.plan)
  }

  arm()
  // Of the hours in which no process ran to do it.
  void attempt(reduction.run)
  void attempt(status.recall)
  // The age of the last one is known from the first scrape on.
  void attempt(() => backups?.look())
  const timer = setInterval(tick, TICK_MS)
  return async () => {
    clearInterval(timer)
    await disarm()
    await Promise.all([reduction.stop(), backups?.stop()])
    await mark(true)
  }
}
