import { createTask } from 'node-cron'
import type { NextRunAt } from '#domain/heartbeat.ts'

/** When a cron expression comes true next, by the wall clock; never (infinity) for one that does not any more. */
export const nextRunAt: NextRunAt = ({ cron, timezone }) => {
  const task = createTask(cron, () => undefined, { timezone })
  const [next] = task.getNextRuns(1)
  void task.destroy()
  return next?.getTime() ?? Number.POSITIVE_INFINITY
}
