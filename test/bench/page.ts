import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { BrowserContext } from 'playwright-core'
import { environmentWith, loadConfiguration } from '#config'
import type { Facts } from '#domain/facts.ts'
import { toPublicView } from '#domain/public-view.ts'
import { createListener } from '../../api/http/listener.ts'
import type { Document } from '../../api/publish/document.ts'
import { type Edition, renderEdition } from '../../api/publish/edition.ts'
import { publicRenderers } from '../../api/publish/renderers.ts'
import { loadSite } from '../../api/site.ts'
import { launchBrowser } from '../browser.ts'
import { NOW } from '../facts.ts'
import { eventfulFacts, manyComponents } from './eventful-facts.ts'
import { printLimit, quantile } from './limits.ts'

/**
 * What the first view of `/` weighs and when it is painted in a headless Chromium, and how long it takes from changed
 * facts to every document of theirs, with the shipped configuration, with 100 and with 1000 components, each after
 * ninety eventful days with two open incidents: `npm run bench:page`.
 */
const VIEWS = 9
const EDITIONS = 20
/** What is compiled at the first use is no page's doing. */
const WARM_UP = 5
const OPEN_INCIDENTS = 2
const KB = 1000

interface Limits {
  kb?: number
  paintMs?: number
  renderMs?: number
}

const shipped = loadConfiguration('probes/scopien.yaml', environmentWith({ SCOPIEN_API_KEY: 'sk_bench' }))
const CASES: readonly { name: string; facts: Facts; limits: Limits }[] = [
  {
    name: 'shipped',
    facts: { ...eventfulFacts(shipped.components, OPEN_INCIDENTS), configuration: shipped },
    limits: { kb: 14, renderMs: 30 },
  },
  ...[
    { count: 100, limits: { kb: 60, paintMs: 200, renderMs: 150 } },
    { count: 1000, limits: { paintMs: 600 } },
  ].map(({ count, limits }) => ({
    name: `${count} components`,
    facts: eventfulFacts(manyComponents(count), OPEN_INCIDENTS),
    limits,
  })),
]

const { renderPage, assets } = await loadSite('dist', NOW)
const renderers = publicRenderers(renderPage, readFileSync('dist/openapi.json', 'utf8'))

/** Every document of the facts, and how long each run took from these to those. */
async function publish(facts: Facts): Promise<{ documents: ReadonlyMap<string, Document>; tookMs: number[] }> {
  const tookMs: number[] = []
  let before: Edition | undefined
  for (let run = -WARM_UP; run < EDITIONS; run++) {
    const from = performance.now()
    // Each is of another second, so that every document has other bytes.
    const view = toPublicView(facts, NOW + run * 1000)
    const failed = (path: string, error: unknown) => {
      throw new Error(`${path} could not be made`, { cause: error })
    }
    before = await renderEdition(view, renderers, { before, onFailure: failed })
    if (run >= 0) tookMs.push(performance.now() - from)
  }
  return { documents: before?.documents ?? new Map(), tookMs }
}

/** Serves documents as the product does, but for what changes after the first view. */
async function serve(documents: ReadonlyMap<string, Document>): Promise<AsyncDisposable & { origin: string }> {
  const listener = createListener({
    find: (path) => documents.get(path) ?? assets.get(path),
    demand: { find: () => undefined, knows: () => false },
    admit: () => undefined,
    now: () => NOW,
    fallback: (_, response) => response.writeHead(404).end(),
    follow: (_, response) => response.writeHead(204).end(),
    onFailure: (error) => console.error(error),
  })
  const server = createServer(listener).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('Expected a port')
  return {
    origin: `http://127.0.0.1:${address.port}`,
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve()).closeAllConnections()),
  }
}

interface View {
  bytes: number
  paintMs: number
  shift: number
}

const OBSERVE = `Promise.all(['paint', 'layout-shift'].map((type) => new Promise((resolve) => {
  const entries = []
  new PerformanceObserver((list) => entries.push(...list.getEntries())).observe({ type, buffered: true })
  setTimeout(() => resolve(entries.map(({ name, startTime, value }) => ({ name, startTime, value }))), 500)
})))`

const ICON = '/favicon.svg'

/** One first view: nothing is cached, and the bytes are those that came over the wire, heads included. */
async function firstView(context: BrowserContext, origin: string): Promise<View> {
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  let bytes = 0
  let hasIcon = false
  session.on('Network.requestWillBeSent', ({ request }) => (hasIcon ||= request.url.endsWith(ICON)))
  session.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength))
  await session.send('Network.enable')
  await page.goto(origin, { waitUntil: 'load' })
  const [paints = [], shifts = []] =
    await page.evaluate<{ name: string; startTime: number; value: number }[][]>(OBSERVE)
  // Some browsers without a window load no icon, which those with one do.
  if (!hasIcon) await page.evaluate(`fetch('${ICON}').then((answer) => answer.text())`)
  const paint = paints.find(({ name }) => name === 'first-contentful-paint')
  return {
    bytes,
    paintMs: paint?.startTime ?? Number.NaN,
    shift: shifts.reduce((sum, { value }) => sum + value, 0),
  }
}

await using started = await launchBrowser()
for (const { name, facts, limits } of CASES) {
  const { documents, tookMs } = await publish(facts)
  await using served = await serve(documents)
  const views: View[] = []
  for (let run = 0; run <= VIEWS; run++) {
    const context = await started.browser.newContext({ viewport: { width: 360, height: 740 } })
    const view = await firstView(context, served.origin)
    // The first of all warms the browser up.
    if (run > 0) views.push(view)
    await context.close()
  }
  const most = (value: number | undefined) => (value === undefined ? {} : { most: value })
  const bytes = Math.max(...views.map((view) => view.bytes))
  const shift = Math.max(...views.map((view) => view.shift))
  const paintMs = quantile(
    views.map((view) => view.paintMs),
    0.5,
  )
  printLimit({ what: `${name}: first view, all requests`, value: bytes / KB, unit: 'KB', ...most(limits.kb) })
  printLimit({ what: `${name}: first paint, median of ${VIEWS}`, value: paintMs, unit: 'ms', ...most(limits.paintMs) })
  printLimit({ what: `${name}: layout shift`, value: shift, unit: '', most: 0 })
  const renderMs = quantile(tookMs, 0.5)
  printLimit({ what: `${name}: facts to bytes, median`, value: renderMs, unit: 'ms', ...most(limits.renderMs) })
}
