import { schedule as cron } from 'node-cron'
import type { Database } from '#db/open.ts'
import { insertRunMark, updateRunMark } from '#db/run-marks.ts'
import type { Log } from './log.ts'
import type { StatusService } from './status-service.ts'

export interface HousekeepingDeps {
  status: Pick<StatusService, 'tick' | 'renew' | 'plan'>
  db: Database
  log: Log
  now: () => number
}

/** Does by the clock what nobody asks for; returns how it is ended. */
export async function keepHouse({ status, db, log, now }: HousekeepingDeps): Promise<() => Promise<void>> {
  const runMark = await insertRunMark(db, now())
  const mark = (stopped: boolean) => updateRunMark(db, runMark, { at: now(), stopped })

  const every = (expression: string, work: () => Promise<void> | void) => {
    const attempt = async () => {
      try {
        await work()
      } catch (error) {
        log.error({ err: error }, 'housekeeping failed and is tried again')
      }
    }
    return cron(expression, attempt, { suppressMissedWarning: true, noOverlap: true })
  }

  const tasks = [
    every('* * * * * *', status.tick),
    every('*/10 * * * * *', status.renew),
    every('*/10 * * * * *', () => mark(false)),
    every('0 0 * * * *', status.plan),
  ]
  return async () => {
    for (const task of tasks) await task.destroy()
    await mark(true)
  }
}
