import type { Group } from './group-queue.ts'
import type { Log } from './log.ts'

/** One log line a change of verdict, none a result. */
export function logVerdicts(log: Log, { transitions }: Group): void {
  for (const { checkId, region, verdict, reasonCode, at } of transitions) {
    const level = verdict === 'up' ? 'info' : 'warn'
    log[level](
      { check: checkId, region, verdict, reason: reasonCode, since: new Date(at).toISOString() },
      'verdict changed',
    )
  }
}
