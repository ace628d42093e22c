import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { publicOccurrences } from '#domain/public-occurrence.ts'
import { type PublicView, toPublicView } from '#domain/public-view.ts'
import { type Edition, renderEdition } from '../../api/publish/edition.ts'
import { createPublishedFolder } from '../../api/publish/folder/published-folder.ts'
import type { Past } from '../../api/publish/past.ts'
import { demandRenderers, publicRenderers } from '../../api/publish/renderers.ts'
import { loadSite } from '../../api/site.ts'
import { NOW } from '../facts.ts'
import { eventfulFacts, manyComponents } from './eventful-facts.ts'
import { printLimit, quantile } from './limits.ts'

/**
 * Makes editions of a hundred components with ninety eventful days, and watches how long each holds the event loop:
 * `npm run bench:render`. The demo's four components would tell nothing.
 */
const COMPONENTS = 100
const EDITIONS = 60
/** What is compiled at the first use is no edition's doing. */
const WARM_UP = 10
const PAUSE_MS = 20

/** Runs work a number of times; what each took, and the longest time that nothing else got its turn. */
async function watch(work: (run: number) => Promise<unknown>): Promise<{ took: number[]; heldMs: number }> {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  const took: number[] = []
  for (let run = -WARM_UP; run < EDITIONS; run++) {
    if (run === 0) delay.enable()
    const from = performance.now()
    await work(run)
    if (run >= 0) took.push(performance.now() - from)
    await sleep(PAUSE_MS)
  }
  delay.disable()
  return { took, heldMs: delay.max / 1e6 }
}

function printWatched(what: string, { took, heldMs }: Awaited<ReturnType<typeof watch>>): void {
  printLimit({ what: `${what}, median`, value: quantile(took, 0.5), unit: 'ms' })
  printLimit({ what: `${what}, p99`, value: quantile(took, 0.99), unit: 'ms' })
  printLimit({ what: `${what}: the loop held at once`, value: heldMs, unit: 'ms', most: 50 })
}

const facts = eventfulFacts(manyComponents(COMPONENTS))
const { renderPage, assets } = await loadSite('dist', NOW)
const openapi = readFileSync('dist/openapi.json', 'utf8')
const renderers = publicRenderers(renderPage, openapi)
const onFailure = (path: string | null, error: unknown) => {
  throw new Error(`${path} could not be made`, { cause: error })
}

// Each is of another second, so that every document has other bytes.
const viewOf = (run: number): PublicView => toPublicView(facts, NOW + (run + WARM_UP) * 1000)
let before: Edition | undefined
const edition = async (run: number) => {
  before = await renderEdition(viewOf(run), renderers, { before, onFailure })
  return before
}
printWatched('an edition of 100 components', await watch(edition))

const folder = mkdtempSync(join(tmpdir(), 'status-bench-'))
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
const { incidents } = viewOf(0)
const occurrences = publicOccurrences(facts, facts.configuration.components, NOW)
const past: Past = {
  factsOfPast: async () => facts,
  latencies: async () => [],
  incidents: async () => [...incidents],
  incident: async (id) => incidents.find((one) => one.id === id),
  incidentsIn: async () => [...incidents],
  occurrences: async () => occurrences,
  occurrence: async (id) => occurrences.find((one) => one.id === id),
  everything: async () => ({ incidents, occurrences }),
}
const published = createPublishedFolder({
  ...{ folder, assets, renderers: demandRenderers(renderPage, openapi), past },
  onFailure,
})
printWatched(
  'the same, with all its files',
  await watch(async (run) => {
    published.publish(await edition(run * 61))
    await published.settled()
  }),
)
