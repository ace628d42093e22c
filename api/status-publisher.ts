import type { Database } from '#db/open.ts'
import type { Facts } from '#domain/facts.ts'
import { type OperatorView, toOperatorView } from '#domain/operator-view.ts'
import { type PublicView, toPublicView } from '#domain/public-view.ts'
import type { Tracer } from '#domain/tracing.ts'
import { createAutomaticIncidents } from './automatic-incidents.ts'
import type { Log } from './log.ts'
import { createChronicle } from './maintenance-chronicle.ts'
import type { Metrics } from './metrics/metrics.ts'
import type { Edition, Renderer } from './publish/edition.ts'
import { createPublisher, type Publisher } from './publish/publisher.ts'

export interface StatusPublisherDeps {
  db: Database
  metrics: Pick<Metrics, 'onView' | 'onRenderFailure'>
  log: Log
  now: () => number
  tracer?: Tracer
  renderers: readonly Renderer[]
  /** What is known now. */
  facts: () => Promise<Facts>
  /** Told of each edition as it is swapped in. */
  onEdition: (edition: Edition) => void
}

/** Publishes what facts come to, and acts on what they show by themselves. */
export interface StatusPublisher extends Publisher {
  /** Every second: an edition, where a maintenance has begun or ended, or something of it is due. */
  tick(): void
  /** Tells somebody of each view as it is published, and of the one that is. */
  onView(follower: (view: PublicView) => void): void
}

export function createStatusPublisher(deps: StatusPublisherDeps): StatusPublisher {
  const { db, metrics, log, now, renderers, facts: read, onEdition } = deps
  const changed = () => publisher.markStale()
  const automatic = createAutomaticIncidents({ db, log, now, changed })
  const chronicle = createChronicle({ db, log, now, changed })
  let follow: (view: PublicView) => void = () => undefined
  let operators: () => OperatorView
  const publisher = createPublisher({
    loadView: async () => {
      const facts = await read()
      automatic.look(facts)
      chronicle.look(facts)
      const view = toPublicView(facts, now())
      operators = () => toOperatorView(facts, view)
      return view
    },
    renderers,
    tracer: deps.tracer,
    onEdition: (edition) => {
      metrics.onView(edition.view, operators)
      follow(edition.view)
      onEdition(edition)
    },
    onFailure: (document, error) => {
      metrics.onRenderFailure()
      log.error({ document, err: error }, document ? 'a document could not be rendered' : 'the facts could not be read')
    },
  })
  return {
    ...publisher,
    tick: () => {
      if (isDue(chronicle.dueAt(), now()) || isBoundaryPassed(publisher.edition(), now())) publisher.markStale()
    },
    onView: (follower) => {
      follow = follower
      const current = publisher.edition()
      if (current) follow(current.view)
    },
  }
}

function isDue(at: number | null, now: number): boolean {
  return at !== null && at <= now
}

/** Whether a maintenance has begun or ended since the edition was made. */
function isBoundaryPassed(edition: Edition | undefined, now: number): boolean {
  if (!edition) return false
  const { at, maintenance } = edition.view
  return maintenance
    .flatMap(({ startsAt, endsAt }) => [startsAt, endsAt])
    .some((instant) => instant > at && instant <= now)
}
