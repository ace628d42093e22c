import type { Database } from '#db/open.ts'
import type { Check } from '#domain/check.ts'
import type { Configuration } from '#domain/configuration.ts'
import { toPublicView } from '#domain/public-view.ts'
import type { Result } from '#domain/result.ts'
import type { Log } from './log.ts'
import type { Metrics } from './metrics.ts'
import type { Edition, Renderer } from './publish/edition.ts'
import { createPublisher } from './publish/publisher.ts'
import { openRecord, type StatusRecord } from './record.ts'
import { createRecorder, type Group } from './recorder.ts'

export interface StatusServiceDeps {
  db: Database
  metrics: Metrics
  log: Log
  now: () => number
  publicUrl: string
  renderers: readonly Renderer[]
}

/** From results to published documents: what is recorded is judged, stored and, when it changed anything, published. */
export interface StatusService {
  /** Takes a configuration into use and publishes what the record says of it. */
  configure(configuration: Configuration): Promise<void>
  record(check: Check, result: Result): { settled: boolean }
  edition(): Edition | undefined
  /** Every second: judges silence, and publishes a maintenance that has just begun or ended. */
  tick(): void
  /** Every ten seconds: a new edition, so that its evidence is never far behind. */
  renew(): void
  /** Every hour: the occurrences of a year ahead. */
  plan(): Promise<void>
  /** Stores what is waiting. */
  flush(): Promise<void>
}

export async function createStatusService(
  deps: StatusServiceDeps,
  configuration: Configuration,
): Promise<StatusService> {
  const { db, metrics, log, now, publicUrl, renderers } = deps
  let record: StatusRecord = await openRecord(db, configuration, { publicUrl, at: now() })

  const recorder = createRecorder({
    now,
    store: (group) => record.store(group),
    onStored: (group) => {
      report(group, deps)
      if (group.transitions.length > 0) publisher.markStale()
    },
    onFailure: (error) => log.error({ err: error }, 'results could not be stored, and wait'),
  })

  const publisher = createPublisher({
    loadView: async () => toPublicView(await record.facts(recorder, now()), now()),
    renderers,
    onEdition: ({ view }) => metrics.onView(view),
    onFailure: (document, error) => {
      metrics.onRenderFailure()
      log.error({ document, err: error }, document ? 'a document could not be rendered' : 'the facts could not be read')
    },
  })

  const publish = (): Promise<void> => {
    publisher.markStale()
    return publisher.settled()
  }

  const plan = async (): Promise<void> => {
    const changed = await record.plan(now())
    if (changed > 0) publisher.markStale()
  }

  const service: StatusService = {
    configure: async (next) => {
      await recorder.flush()
      record = await openRecord(db, next, { publicUrl, at: now() })
      recorder.remember(await record.remembered())
      metrics.configure(next.components)
      await plan()
      recorder.expire()
      await recorder.flush()
      await publish()
    },
    record: recorder.record,
    edition: publisher.edition,
    tick: () => {
      recorder.expire()
      if (isBoundaryPassed(publisher.edition(), now())) publisher.markStale()
    },
    renew: publisher.markStale,
    plan,
    flush: recorder.flush,
  }
  await service.configure(configuration)
  return service
}

/** One log line a change of verdict, none a result. */
function report({ results, transitions }: Group, { metrics, log }: StatusServiceDeps): void {
  for (const result of results) {
    metrics.onResult(result)
    log.debug(result, 'asked')
  }
  for (const { checkId, region, verdict, reasonCode, at } of transitions) {
    const level = verdict === 'up' ? 'info' : 'warn'
    log[level](
      { check: checkId, region, verdict, reason: reasonCode, since: new Date(at).toISOString() },
      'verdict changed',
    )
  }
}

/** Whether a maintenance has begun or ended since the edition was made. */
function isBoundaryPassed(edition: Edition | undefined, now: number): boolean {
  if (!edition) return false
  const { at, maintenance } = edition.view
  return maintenance
    .flatMap(({ startsAt, endsAt }) => [startsAt, endsAt])
    .some((instant) => instant > at && instant <= now)
}
