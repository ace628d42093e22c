import { listLatencies } from '#db/latencies.ts'
import type { Database } from '#db/open.ts'
import { decisiveChecks } from '#domain/component-record.ts'
import type { Configuration } from '#domain/configuration.ts'
import { LATENCY_WINDOWS, type LatencyWindow, latencyBuckets, latencySpans } from '#domain/latency.ts'
import { Problem } from './problem.ts'
import { type ComponentLatency, toLatencyDocument } from './publish/latency-document.ts'

export interface LatencyDeps {
  db: Database
  now: () => number
  /** The configuration in use. */
  configuration: () => Configuration
}

/** The document of a component's latencies in a window; a window that is not named is the last 24 hours. */
export type LatencyDocuments = (id: string, window: string | undefined) => Promise<string>

/** As long as an edition: it is no further behind than all the others. */
const KEPT_MS = 10_000

/**
 * Makes documents of latencies on demand, one at a time for each component and window, and keeps them for ten seconds.
 * Asking rejects with a `Problem` when there is no such public component or window.
 */
export function createLatencyDocuments({ db, now, configuration }: LatencyDeps): LatencyDocuments {
  // No larger than the page: only what is found in the configuration is entered.
  let kept = new Map<string, { madeAt: number; document: Promise<string> }>()
  let keptOf: Configuration | undefined

  const make = async (id: string, window: LatencyWindow): Promise<string> => {
    return toLatencyDocument(await findLatency(db, configuration(), { id, window, at: now() }))
  }

  return async (id, named = '24h') => {
    const window = LATENCY_WINDOWS.find((known) => known === named)
    if (!window) throw new Problem('BAD_REQUEST', `window: expected ${LATENCY_WINDOWS.join(', ')}, got "${named}".`)
    if (!isPublic(configuration(), id)) throw new Problem('DATA_001', `No component has the id "${id}".`)
    if (keptOf !== configuration()) kept = new Map()
    keptOf = configuration()
    const key = `${id} ${window}`
    const found = kept.get(key)
    if (found && now() - found.madeAt < KEPT_MS) return found.document
    const document = make(id, window)
    kept.set(key, { madeAt: now(), document })
    document.catch(() => kept.delete(key))
    return document
  }
}

/** How fast a component answered: by its public checks that are not merely informational, from every region. */
async function findLatency(
  db: Database,
  { page, components }: Configuration,
  { id, window, at }: { id: string; window: LatencyWindow; at: number },
): Promise<ComponentLatency> {
  const checkIds = components
    .filter((one) => one.id === id)
    .flatMap((one) => decisiveChecks(one).map((check) => check.id))
  const spans = latencySpans(window, at, page.timezone)
  const hours = await listLatencies(db, { checkIds, from: spans[0]?.from ?? at, to: at + 1 })
  return { component: id, window, buckets: latencyBuckets(spans, hours) }
}

function isPublic({ components }: Configuration, id: string): boolean {
  return components.some((component) => component.id === id && !component.private)
}
