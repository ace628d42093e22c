import { listLatencies } from '#db/latencies.ts'
import type { Database } from '#db/open.ts'
import type { Brand } from '#domain/brand.ts'
import type { Check } from '#domain/check.ts'
import type { Configuration } from '#domain/configuration.ts'
import type { Facts } from '#domain/facts.ts'
import type { PublicView } from '#domain/public-view.ts'
import type { Result } from '#domain/result.ts'
import { NO_TRACER, type Tracer } from '#domain/tracing.ts'
import { createFactsReader } from './facts-reader.ts'
import { createHeartbeats, type Heartbeats } from './heartbeats.ts'
import type { Log } from './log.ts'
import { lookUpPast } from './look-up-past.ts'
import type { Metrics } from './metrics.ts'
import { nextRunAt } from './next-run.ts'
import { createDemand, type Demand, type DemandRenderer } from './publish/demand.ts'
import type { Document } from './publish/document.ts'
import type { Edition, Renderer } from './publish/edition.ts'
import { createPublishedFolder, type PublishedFolder } from './publish/folder/published-folder.ts'
import type { Past } from './publish/past.ts'
import { createRecentLatencies } from './recent-latencies.ts'
import { openRecord, type StatusRecord } from './record.ts'
import { createRecorder } from './recorder.ts'
import { createStatusPublisher } from './status-publisher.ts'
import { tracedGroups } from './tracing/traced-groups.ts'
import { logVerdicts } from './verdict-log.ts'

export interface StatusServiceDeps {
  db: Database
  metrics: Metrics
  log: Log
  now: () => number
  /** Traces groups of writes and editions; nothing unless told. */
  tracer?: Tracer
  publicUrl: string
  renderers: readonly Renderer[]
  demandRenderers: readonly DemandRenderer[]
  /** The site's own files, by path. */
  assets: ReadonlyMap<string, Document>
  /** Takes the brand of another configuration into use, whose files are among the assets; absent where there is none. */
  wear?: (brand: Brand, at: number) => Promise<void>
  /** The folder that everything published is written into too; `undefined` for none. */
  publishDir: string | undefined
}

/** From results to published documents: what is recorded is judged, stored and, when it changed anything, published. */
export interface StatusService {
  /**
   * Takes a configuration into use and publishes what the record says of it. Rejects, and leaves all as it was, while
   * the record cannot be read or results wait to be stored.
   */
  configure(configuration: Configuration): Promise<void>
  record(check: Check, result: Result): { settled: boolean }
  /** The jobs that say by themselves that they ran. */
  heartbeats: Pick<Heartbeats, 'find' | 'beat'>
  edition(): Edition | undefined
  /** Makes the documents that are not prepared with an edition. */
  demand: Demand
  /** Where documents are, prepared or not; `:id` in a path stands for one segment. */
  paths: readonly string[]
  /** Tells somebody of each view as it is published. */
  onView(follow: (view: PublicView) => void): void
  /** The configuration in use. */
  configuration(): Configuration
  /** What is known now; as it last was, while the record cannot be read. */
  facts(): Promise<Facts>
  /** Why the record is not what it should be just now. */
  faults(): string[]
  /** Every second: judges silence, and publishes a maintenance that has just begun or ended. */
  tick(): void
  /** When people have changed something, and every ten seconds, so that its evidence is never far behind: a new edition. */
  renew(): void
  /** Every hour: the occurrences of a year ahead. */
  plan(): Promise<void>
  /** At the start, and every five minutes: how fast components answered in the last 24 hours. */
  recall(): Promise<void>
  /** Stores what is waiting, and ends what is being written. */
  flush(): Promise<void>
}

/** Opens the record of a configuration, and publishes what it says. */
export async function createStatusService(deps: StatusServiceDeps, first: Configuration): Promise<StatusService> {
  const { db, metrics, log, now, publicUrl, tracer = NO_TRACER } = deps
  const open = (configuration: Configuration) => openRecord(db, configuration, { publicUrl, at: now() })
  let record = await open(first)

  const recent = createRecentLatencies({ list: (query) => listLatencies(db, query), now })
  const recorder = createRecorder({
    now,
    store: (group) => record.store(group),
    around: tracedGroups(tracer, db),
    onStored: (group) => {
      logVerdicts(log, group)
      recent.learn(group.results)
      if (group.transitions.length > 0) publisher.markStale()
    },
    onFailure: (error) => log.error({ err: error }, 'results could not be stored, and wait'),
    onDropped: metrics.onDropped,
  })
  const judged = (check: Check, result: Result): { settled: boolean } => {
    metrics.onResult(result)
    const { checkId, region, outcome, reasonCode, durationMs, traceId } = result
    log.debug({ check: checkId, region, outcome, reason: reasonCode, ms: durationMs, trace_id: traceId }, 'asked')
    return recorder.record(check, result)
  }
  const isStored = async (): Promise<boolean> => {
    await recorder.flush()
    return !recorder.isStuck()
  }
  const heartbeats = createHeartbeats({ record: judged, isStored, now, nextRunAt })
  const reader = createFactsReader({
    read: async () => ({ ...(await record.facts(recorder.evidence(), now())), latencies: recent.latencies() }),
    log,
  })
  const past = lookUpPast({ now, recorder, record: () => record })
  const folder = openFolder(deps, past)
  const onEdition = (edition: Edition) => folder?.publish(edition)
  const publisher = createStatusPublisher({ ...deps, facts: reader.facts, onEdition })

  const plan = async (): Promise<void> => {
    if ((await record.plan(now())) > 0) publisher.markStale()
  }

  const use = async (next: StatusRecord): Promise<void> => {
    await next.plan(now())
    const remembered = await next.remembered()
    await deps.wear?.(next.configuration.brand, now())
    record = next
    recorder.remember(remembered)
    recent.configure(next.configuration)
    heartbeats.configure(next.configuration)
    metrics.configure(next.configuration.components)
    recorder.expire()
    await recorder.flush()
    publisher.markStale()
    await publisher.settled()
  }

  await use(record)
  return {
    configure: async (configuration) => {
      await recorder.flush()
      if (recorder.isStuck()) throw new Error('Results wait to be stored; a configuration is taken when they are')
      await use(await open(configuration))
      await recent.recall().catch((error) => log.error({ err: error }, 'how fast answers came is read again soon'))
    },
    record: judged,
    heartbeats,
    edition: publisher.edition,
    paths: pathsOf(deps),
    demand: createDemand({ renderers: deps.demandRenderers, edition: publisher.edition, past }),
    onView: publisher.onView,
    configuration: () => record.configuration,
    facts: reader.facts,
    faults: () => [...(recorder.isStuck() ? ['Results cannot be stored, and wait.'] : []), ...reader.faults()],
    tick: () => {
      heartbeats.tick()
      recorder.expire()
      publisher.tick()
    },
    renew: publisher.markStale,
    plan,
    recall: recent.recall,
    flush: async () => {
      await recorder.flush()
      await folder?.settled()
    },
  }
}

function openFolder(deps: StatusServiceDeps, past: Past): PublishedFolder | undefined {
  const { publishDir: folder, assets, demandRenderers: renderers, log } = deps
  const onFailure = (path: string | null, error: unknown) =>
    log.error({ folder, path, err: error }, 'what is published could not be written as files')
  return folder === undefined ? undefined : createPublishedFolder({ folder, assets, renderers, past, onFailure })
}

/** A variant of a page has a name with a space, and the path of the page. */
function pathsOf({ renderers, demandRenderers }: StatusServiceDeps): string[] {
  return [...renderers, ...demandRenderers].map(({ path }) => path).filter((path) => path.startsWith('/'))
}
