import type { Server } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { getRequestListener } from '@hono/node-server'
import { agedView } from '#domain/aged-view.ts'
import type { Configuration } from '#domain/configuration.ts'
import type { PublicView } from '#domain/public-view.ts'
import { createFrame } from './app-frame.ts'
import { type AccessLogChoice, createAccessLog } from './http/access-log.ts'
import type { Admit } from './http/admission.ts'
import type { ClientAddress } from './http/client-address.ts'
import { type Answering, answerBy, listen } from './http/http-server.ts'
import { knownRoutes } from './http/known-routes.ts'
import { createListener } from './http/listener.ts'
import { createProblemAnswers } from './http/problem-answers.ts'
import { timed } from './http/timed-listener.ts'
import { leaveOnSignal } from './lifecycle.ts'
import type { Log } from './log.ts'
import { Problem } from './problem.ts'
import { createDemand, type DemandRenderer } from './publish/demand.ts'
import type { Document } from './publish/document.ts'
import type { Renderer } from './publish/edition.ts'
import { readLastView } from './publish/folder/last-view.ts'
import type { RenderPage } from './publish/pages.ts'
import type { Past } from './publish/past.ts'
import { createProblemPages } from './publish/problem-pages.ts'
import { createPublisher } from './publish/publisher.ts'
import { healthRoutes } from './routes/health.ts'

export interface StandInDeps {
  /** The server that is to answer, and where. */
  server: Server
  address: { port: number; host: string }
  /** Where everything published is written to; `undefined` for nowhere. */
  publishDir: string | undefined
  configuration: Configuration
  renderers: readonly Renderer[]
  demandRenderers: readonly DemandRenderer[]
  assets: ReadonlyMap<string, Document>
  /** Draws a page. */
  renderPage: RenderPage
  admit: Admit
  clientAddress: ClientAddress
  /** Which requests the log tells of. */
  accessLog: AccessLogChoice
  log: Log
  now: () => number
  /** A clock that only ever goes forward, in ms. */
  monotonic: () => number
  exit: (code: number) => void
}

const RENEWED_EVERY_MS = 10_000
const TRIED_EVERY_MS = 5000
const NO_DATABASE = 'The database cannot be used.'

/**
 * Opens the database. Where something was published before, the server tells that meanwhile, and for as long as the
 * database cannot be used; else a database that cannot be used is an error as ever.
 */
export async function openBehindStandIn<Opened>(open: () => Promise<Opened>, deps: StandInDeps): Promise<Opened> {
  const { server, address, log, exit } = deps
  const view = await findLastView(deps)
  if (!view) return open()
  const { answering, close } = await answerFrom(view, deps)
  answerBy(server, answering)
  await listen(server, address)
  const stay = leaveOnSignal(exit)
  try {
    return await openAtLast(open, log)
  } finally {
    stay()
    close()
  }
}

/** The view that was last published, unless it tells of what is not public any more; the log has the reason. */
async function findLastView({ publishDir, configuration, log }: StandInDeps): Promise<PublicView | undefined> {
  if (publishDir === undefined) return undefined
  try {
    const view = await readLastView(publishDir)
    const shown = new Set(configuration.components.filter((one) => !one.private).map(({ id }) => id))
    if (view === undefined || view.components.every(({ id }) => shown.has(id))) return view
    log.warn({ publishDir }, 'what was last published tells of what is not public any more, and is not served')
  } catch (error) {
    log.error({ publishDir, err: error }, 'what was last published cannot be read')
  }
  return undefined
}

/** Opens the database, again and again while it cannot be used. */
async function openAtLast<Opened>(open: () => Promise<Opened>, log: Log): Promise<Opened> {
  for (;;) {
    try {
      return await open()
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'DatabaseUnusable') throw error
      log.error({ fault: error.message }, 'no database: what was last published is served')
    }
    await sleep(TRIED_EVERY_MS)
  }
}

/** Answers as long as nothing but a view is known. */
async function answerFrom(last: PublicView, deps: StandInDeps) {
  const { renderers, demandRenderers, assets, renderPage, admit, clientAddress, accessLog, log, now, monotonic } = deps
  const publisher = createPublisher({
    loadView: async () => agedView(last, Math.max(now(), last.at)),
    renderers,
    onEdition: () => undefined,
    onFailure: (document, error) => log.error({ document, err: error }, 'a document could not be rendered'),
  })
  publisher.markStale()
  await publisher.settled()
  const renewal = setInterval(publisher.markStale, RENEWED_EVERY_MS)
  const answerProblem = createProblemAnswers(createProblemPages(renderPage, publisher.edition))
  const app = createFrame(log, () => unavailable(), answerProblem)
  app.route('/', healthRoutes({ faults: async () => [NO_DATABASE] }))
  const listener = createListener({
    find: (path) => publisher.edition()?.documents.get(path) ?? assets.get(path),
    demand: createDemand({ renderers: demandRenderers, edition: publisher.edition, past: NO_PAST }),
    admit,
    now,
    answerProblem,
    nameAll: accessLog === 'all',
    onFailure: (error, requestId) => log.error({ err: error, requestId }, 'a document could not be made'),
    fallback: getRequestListener(app.fetch),
    follow: () => {
      throw unavailable()
    },
  })
  const paths = [...renderers, ...demandRenderers].map(({ path }) => path).filter((path) => path.startsWith('/'))
  const routes = knownRoutes(app, paths, assets)
  const onRequest = createAccessLog(accessLog, { log, routes, clientAddress })
  const told = timed(listener, { onAnswer: () => undefined, onRequest, monotonic })
  const answering: Answering = { listener: onRequest ? told : listener, close: () => undefined }
  return { answering, close: () => clearInterval(renewal) }
}

function unavailable(): Problem {
  return new Problem('UNAVAILABLE', `${NO_DATABASE} What was last published is still there to be read.`)
}

async function refuse(): Promise<never> {
  throw unavailable()
}

const NO_PAST: Past = {
  factsOfPast: refuse,
  latencies: refuse,
  incidents: refuse,
  incident: refuse,
  incidentsIn: refuse,
  occurrences: refuse,
  occurrence: refuse,
  everything: refuse,
}
