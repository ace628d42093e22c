import type { Check } from '#domain/check.ts'
import type { Configuration } from '#domain/configuration.ts'
import type { Result } from '#domain/result.ts'
import { createEgress } from './egress.ts'
import { probe } from './probe.ts'
import { createSchedule, type ScheduleDeps } from './schedule.ts'

export interface ProberDeps extends Omit<ScheduleDeps, 'ask'> {
  /** Starts a monotonic watch; what it gives back reads it, in ms. */
  stopwatch: () => () => number
  /** Told of a fault of our own in asking; the outcome is then unknown. */
  onFault: (check: Check, error: unknown) => void
}

export interface Prober {
  /** Begins to ask every check of a configuration. */
  start(configuration: Configuration): void
  /** Asks no more; resolves when what runs has ended. */
  stop(): Promise<void>
  /** When it last looked what is due; `null` while it stands still. */
  tickedAt(): number | null
}

/** Asks the configured checks on their schedules, through one guarded way out. */
export function createProber({ stopwatch, onFault, ...deps }: ProberDeps): Prober {
  const { now } = deps
  let ask: (check: Check) => Promise<Result> = async (check) => failed(check, now())

  const schedule = createSchedule({
    ...deps,
    ask: async (check) => {
      try {
        return await ask(check)
      } catch (error) {
        onFault(check, error)
        return failed(check, now())
      }
    },
  })

  return {
    start: ({ components, errorCodes, egressAllow }) => {
      const egress = createEgress({ allow: egressAllow })
      ask = (check) => probe(check, { egress, errorCodes, now, stopwatch })
      schedule.start(components.flatMap(({ checks }) => checks))
    },
    stop: schedule.stop,
    tickedAt: schedule.tickedAt,
  }
}

/** A fault of ours says nothing of the target. */
function failed({ id, region }: Check, at: number): Result {
  return {
    checkId: id,
    region,
    at,
    durationMs: 0,
    outcome: 'unknown',
    reasonCode: 'probe_failed',
    detail: null,
    retryAt: null,
  }
}
