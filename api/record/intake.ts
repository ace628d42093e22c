import type { Database } from '#db/database.ts'
import { listLatencies } from '#db/latencies.ts'
import type { Check } from '#domain/check.ts'
import type { Configuration } from '#domain/configuration.ts'
import type { Result } from '#domain/result.ts'
import { NO_TRACER, type Tracer } from '#domain/tracing.ts'
import type { Log } from '../log.ts'
import type { Metrics } from '../metrics/metrics.ts'
import type { Group } from './group-queue.ts'
import { createHeartbeats, type Heartbeats } from './heartbeats.ts'
import { nextRunAt } from './next-run.ts'
import { createRecentLatencies, type RecentLatencies } from './recent-latencies.ts'
import { createRecorder, type Recorder, type Remembered } from './recorder.ts'
import { tracedGroups } from './traced-groups.ts'
import { logVerdicts } from './verdict-log.ts'

export interface IntakeDeps {
  db: Database
  metrics: Pick<Metrics, 'configure' | 'onResult' | 'onDropped'>
  log: Log
  now: () => number
  /** Traces groups of writes; nothing unless told. */
  tracer?: Tracer
  /** Puts a group on record, of the configuration in use. */
  store: (group: Group) => Promise<void>
  /** Told of a stored group that changes what is believed. */
  changed: () => void
}

/** Takes in results, those of probes and those that jobs tell by themselves: judges, stores and remembers them. */
export interface Intake
  extends Pick<Recorder, 'record' | 'evidence' | 'flush' | 'isStuck'>,
    Pick<RecentLatencies, 'latencies' | 'recall'> {
  /** The jobs that say by themselves that they ran. */
  heartbeats: Pick<Heartbeats, 'find' | 'beat'>
  /** Takes in the results of another configuration, from where its checks stand. */
  configure(configuration: Configuration, remembered: readonly Remembered[]): void
  /** Every second: judges silence. */
  tick(): void
}

export function createIntake(deps: IntakeDeps): Intake {
  const { db, metrics, log, now, store, changed, tracer = NO_TRACER } = deps
  const recent = createRecentLatencies({ list: (query) => listLatencies(db, query), now })
  const recorder = createRecorder({
    now,
    store,
    around: tracedGroups(tracer, db),
    onStored: (group) => {
      logVerdicts(log, group)
      recent.learn(group.results)
      if (group.transitions.length > 0) changed()
    },
    onFailure: (error) => log.error({ err: error }, 'results could not be stored, and wait'),
    onDropped: metrics.onDropped,
  })
  const record = (check: Check, result: Result): { settled: boolean } => {
    metrics.onResult(result)
    logResult(log, result)
    return recorder.record(check, result)
  }
  const isStored = async (): Promise<boolean> => {
    await recorder.flush()
    return !recorder.isStuck()
  }
  const heartbeats = createHeartbeats({ record, isStored, now, nextRunAt })

  return {
    record,
    heartbeats,
    evidence: recorder.evidence,
    flush: recorder.flush,
    isStuck: recorder.isStuck,
    latencies: recent.latencies,
    recall: recent.recall,
    configure: (configuration, remembered) => {
      recorder.remember(remembered)
      recent.configure(configuration)
      heartbeats.configure(configuration)
      metrics.configure(configuration.components)
      recorder.expire()
    },
    tick: () => {
      heartbeats.tick()
      recorder.expire()
    },
  }
}

function logResult(log: Log, { checkId, region, outcome, reasonCode, durationMs, traceId }: Result): void {
  log.debug({ check: checkId, region, outcome, reason: reasonCode, ms: durationMs, trace_id: traceId }, 'asked')
}
