import type { Check } from '#domain/check.ts'
import type { Result } from '#domain/result.ts'
import type { Log } from './log.ts'
import type { Metrics } from './metrics/metrics.ts'
import type { RoundPing } from './round-ping.ts'
import type { StatusService } from './status-service.ts'
import { withoutMessage } from './told-error.ts'

export interface ProbingDeps {
  status: Pick<StatusService, 'record'>
  /** Who is told after each round; `null` for nobody. */
  rounds: Pick<RoundPing, 'onResult'> | null
  metrics: Pick<Metrics, 'onSlot' | 'onMissed' | 'onSlept' | 'onFault'>
  log: Pick<Log, 'warn' | 'error'>
}

/** Hears what the prober tells, and hands on each thing to whom it concerns. */
export function hearProbing({ status, rounds, metrics, log }: ProbingDeps) {
  return {
    record: (check: Check, result: Result): { settled: boolean } => {
      rounds?.onResult(result)
      return status.record(check, result)
    },
    onSlot: metrics.onSlot,
    onMissed: metrics.onMissed,
    onSlept: (ms: number): void => {
      metrics.onSlept(ms)
      log.warn({ seconds: Math.round(ms / 1000) }, 'we slept, or the wall clock was set forward')
    },
    onFault: (check: Check, error: unknown): void => {
      metrics.onFault(check)
      log.error({ check: check.id, fault: withoutMessage(error) }, 'a check could not be asked')
    },
  }
}
