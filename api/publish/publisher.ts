import type { PublicView } from '#domain/public-view.ts'
import { NO_TRACER, type Span, type Tracer, traced, tracedPart } from '#domain/tracing.ts'
import { type Edition, type Renderer, renderEdition } from './edition.ts'

export interface PublisherDeps {
  loadView: () => Promise<PublicView>
  renderers: readonly Renderer[]
  /** Told of each edition as it is swapped in. */
  onEdition: (edition: Edition) => void
  /** Told of a document that could not be rendered, or of a view that could not be loaded (`document` is null). */
  onFailure: (document: string | null, error: unknown) => void
  /** Traces each edition; none unless told. */
  tracer?: Tracer | undefined
}

export interface Publisher {
  /** What is published now; `undefined` before the first edition. */
  edition(): Edition | undefined
  /** The facts have changed: an edition follows, never two at once. */
  markStale(): void
  /** Resolves when what was marked stale so far is published, or could not be. */
  settled(): Promise<void>
}

/** Turns changes of facts into editions. What cannot be made anew stays as it was last published. */
export function createPublisher({
  loadView,
  renderers,
  onEdition,
  onFailure,
  tracer = NO_TRACER,
}: PublisherDeps): Publisher {
  let edition: Edition | undefined
  let stale = false
  let running: Promise<void> | undefined

  const make = async (span: Span | null): Promise<void> => {
    try {
      const view = await tracedPart(span, 'load facts', loadView)
      edition = await renderEdition(view, renderers, { before: edition, onFailure, span })
      onEdition(edition)
    } catch (error) {
      onFailure(null, error)
      throw error
    }
  }

  const renew = async (): Promise<void> => {
    while (stale) {
      stale = false
      await traced(tracer, 'publish edition', () => ({}), make).catch(wasTold)
    }
    running = undefined
  }

  return {
    edition: () => edition,
    markStale: () => {
      stale = true
      running ??= renew()
    },
    settled: async () => running,
  }
}

/** What failed of an edition was told while that was made. */
function wasTold(): void {}
