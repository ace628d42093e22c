import { createTask } from 'node-cron'

/** Enough runs to meet the longest pause of a week or a month that people write. */
const RUNS = 60

/** The longest time between two of the next runs of a cron expression, in ms: what `every` is to other checks. */
export function longestGapMs({ cron, timezone }: { cron: string; timezone: string }): number {
  const task = createTask(cron, () => undefined, { timezone })
  const runs = task.getNextRuns(RUNS).map(Number)
  task.destroy()
  return Math.max(0, ...runs.slice(1).map((at, index) => at - (runs[index] ?? at)))
}
