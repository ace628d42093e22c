import type { Database } from '#db/open.ts'
import type { Check } from '#domain/check.ts'
import type { Configuration } from '#domain/configuration.ts'
import type { Facts } from '#domain/facts.ts'
import { toPublicView } from '#domain/public-view.ts'
import type { Result } from '#domain/result.ts'
import type { Group } from './group-queue.ts'
import type { Log } from './log.ts'
import type { Metrics } from './metrics.ts'
import type { Edition, Renderer } from './publish/edition.ts'
import { createPublisher, type Publisher } from './publish/publisher.ts'
import { openRecord, type StatusRecord } from './record.ts'
import { createRecorder } from './recorder.ts'

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

/** Opens the record of a configuration, and publishes what it says. */
export async function createStatusService(deps: StatusServiceDeps, first: Configuration): Promise<StatusService> {
  const { db, metrics, log, now, publicUrl } = deps
  const open = (configuration: Configuration) => openRecord(db, configuration, { publicUrl, at: now() })
  let record = await open(first)

  const recorder = createRecorder({
    now,
    store: (group) => record.store(group),
    onStored: (group) => {
      report(group, deps)
      if (group.transitions.length > 0) publisher.markStale()
    },
    onFailure: (error) => log.error({ err: error }, 'results could not be stored, and wait'),
  })
  let known: Facts | undefined

  /** The facts as they stand. When they cannot be read, those last known: as their evidence ages, they become unknown. */
  const loadFacts = async (): Promise<Facts> => {
    try {
      known = await record.facts(recorder.evidence(), now())
    } catch (error) {
      if (!known) throw error
      log.error({ err: error }, 'the facts could not be read, and age')
    }
    return known
  }
  const publisher = createStatusPublisher(deps, loadFacts)

  const plan = async (): Promise<void> => {
    if ((await record.plan(now())) > 0) publisher.markStale()
  }

  const use = async (next: StatusRecord): Promise<void> => {
    record = next
    recorder.remember(await next.remembered())
    metrics.configure(next.configuration.components)
    await plan()
    recorder.expire()
    await recorder.flush()
    publisher.markStale()
    await publisher.settled()
  }

  await use(record)
  return {
    configure: async (configuration) => {
      await recorder.flush()
      await use(await open(configuration))
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
}

function createStatusPublisher(
  { metrics, log, now, renderers }: StatusServiceDeps,
  loadFacts: () => Promise<Facts>,
): Publisher {
  return createPublisher({
    loadView: async () => toPublicView(await loadFacts(), now()),
    renderers,
    onEdition: ({ view }) => metrics.onView(view),
    onFailure: (document, error) => {
      metrics.onRenderFailure()
      log.error({ document, err: error }, document ? 'a document could not be rendered' : 'the facts could not be read')
    },
  })
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
