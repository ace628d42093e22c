import type { Log } from '../log.ts'
import type { Group } from './group-queue.ts'

/** One log line a change of verdict, none a result; with the trace of the newest of its results, where one is kept. */
export function logVerdicts(log: Log, { results, transitions }: Group): void {
  for (const { checkId, region, verdict, reasonCode, at } of transitions) {
    const newest = results.findLast((result) => result.checkId === checkId && result.region === region)
    const level = verdict === 'up' ? 'info' : 'warn'
    log[level](
      {
        check: checkId,
        region,
        verdict,
        reason: reasonCode,
        since: new Date(at).toISOString(),
        trace_id: newest?.traceId,
      },
      'verdict changed',
    )
  }
}
