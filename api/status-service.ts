import type { Database } from '#db/open.ts'
import type { Brand } from '#domain/brand.ts'
import type { Check } from '#domain/check.ts'
import type { Configuration } from '#domain/configuration.ts'
import type { Facts } from '#domain/facts.ts'
import type { PublicView } from '#domain/public-view.ts'
import type { Result } from '#domain/result.ts'
import type { Tracer } from '#domain/tracing.ts'
import type { Log } from './log.ts'
import type { Metrics } from './metrics/metrics.ts'
import { createDemand, type Demand, type DemandRenderer } from './publish/demand.ts'
import type { Document } from './publish/document.ts'
import type { Edition, Renderer } from './publish/edition.ts'
import { createPublishedFolder, type PublishedFolder } from './publish/folder/published-folder.ts'
import type { Past } from './publish/past.ts'
import { createFactsReader } from './record/facts-reader.ts'
import type { Group } from './record/group-queue.ts'
import type { Heartbeats } from './record/heartbeats.ts'
import { createIntake } from './record/intake.ts'
import { lookUpPast } from './record/look-up-past.ts'
import { openRecord, type StatusRecord } from './record/record.ts'
import { createStatusPublisher } from './status-publisher.ts'

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
  const { db, log, now, publicUrl } = deps
  const open = (configuration: Configuration) => openRecord(db, configuration, { publicUrl, at: now() })
  let record = await open(first)

  const store = (group: Group) => record.store(group)
  const intake = createIntake({ ...deps, store, changed: () => publisher.markStale() })
  const reader = createFactsReader({
    read: async () => ({ ...(await record.facts(intake.evidence(), now())), latencies: intake.latencies() }),
    log,
  })
  const past = lookUpPast({ now, evidence: intake.evidence, record: () => record })
  const folder = openFolder(deps, past)
  const onEdition = (edition: Edition) => folder?.publish(edition)
  const publisher = createStatusPublisher({ ...deps, facts: reader.facts, onEdition })

  const use = async (next: StatusRecord): Promise<void> => {
    await next.plan(now())
    const remembered = await next.remembered()
    await deps.wear?.(next.configuration.brand, now())
    record = next
    intake.configure(next.configuration, remembered)
    await intake.flush()
    publisher.markStale()
    await publisher.settled()
  }

  const configure = async (configuration: Configuration): Promise<void> => {
    await intake.flush()
    if (intake.isStuck()) throw new Error('Results wait to be stored; a configuration is taken when they are')
    await use(await open(configuration))
    await intake.recall().catch((error) => log.error({ err: error }, 'how fast answers came is read again soon'))
  }

  await use(record)
  return {
    configure,
    record: intake.record,
    heartbeats: intake.heartbeats,
    edition: publisher.edition,
    paths: pathsOf(deps),
    demand: createDemand({ renderers: deps.demandRenderers, edition: publisher.edition, past }),
    onView: publisher.onView,
    configuration: () => record.configuration,
    facts: reader.facts,
    faults: () => [...(intake.isStuck() ? ['Results cannot be stored, and wait.'] : []), ...reader.faults()],
    tick: () => {
      intake.tick()
      publisher.tick()
    },
    renew: publisher.markStale,
    plan: async () => {
      if ((await record.plan(now())) > 0) publisher.markStale()
    },
    recall: intake.recall,
    flush: () => intake.flush().then(folder?.settled),
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
