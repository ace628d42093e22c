import { getRequestListener } from '@hono/node-server'
import type { Database } from '#db/open.ts'
import type { Tracer } from '#domain/tracing.ts'
import { createApp } from './app.ts'
import { type AccessLogChoice, createAccessLog } from './http/access-log.ts'
import type { Admit } from './http/admission.ts'
import type { ClientAddress } from './http/client-address.ts'
import type { Connections } from './http/connections.ts'
import { createEventStreams } from './http/event-streams.ts'
import type { Answering } from './http/http-server.ts'
import { knownRoutes } from './http/known-routes.ts'
import { createListener, EVENTS_PATH } from './http/listener.ts'
import { createProblemAnswers } from './http/problem-answers.ts'
import { timed } from './http/timed-listener.ts'
import type { Log } from './log.ts'
import type { Metrics } from './metrics/metrics.ts'
import { createRequireScope } from './operators/bearer.ts'
import { createChangeBy } from './operators/change.ts'
import type { Document } from './publish/document.ts'
import type { RenderPage } from './publish/pages.ts'
import { createProblemPages } from './publish/problem-pages.ts'
import type { ComponentDeps } from './routes/components.ts'
import type { StatusService } from './status-service.ts'
import { tracedListener, traceRequests } from './tracing/request-spans.ts'

export interface ServerDeps {
  status: Pick<
    StatusService,
    'edition' | 'demand' | 'paths' | 'heartbeats' | 'configuration' | 'renew' | 'facts' | 'onView'
  >
  /** Why this process cannot serve and probe just now; `[]` when it can. */
  faults: () => Promise<string[]>
  assets: ReadonlyMap<string, Document>
  /** Draws a page. */
  renderPage: RenderPage
  clientAddress: ClientAddress
  admit: Admit
  /** Lets a connection wait as long as it likes. */
  spare: Connections['spare']
  metrics: Metrics
  db: Database
  /** Traces what is answered; nothing unless told. */
  tracer?: Tracer | undefined
  /** Where a trace is looked at. */
  traceUrl?: ComponentDeps['traceUrl']
  /** Where readers find the page. */
  publicUrl: string
  /** Which requests the log tells of; none unless told. */
  accessLog?: AccessLogChoice
  log: Log
  /** Ms since the epoch. */
  now: () => number
  /** A clock that only ever goes forward, in ms. */
  monotonic: () => number
}

/** Answers everything that can be asked, from what is published and what is recorded. */
export function createAnswering(deps: ServerDeps): Answering {
  const { status, assets, metrics, db, log, now, publicUrl, clientAddress, admit, spare, accessLog = 'off' } = deps
  const { heartbeats, configuration } = status
  const streams = createEventStreams({ clientAddress })
  status.onView(streams.onView)
  const find = (path: string) => status.edition()?.documents.get(path) ?? assets.get(path)
  const answerProblem = createProblemAnswers(createProblemPages(deps.renderPage, status.edition))
  const app = createApp({
    ...{ metrics, db, log, admit, heartbeats, clientAddress, now, configuration, publicUrl },
    answerProblem,
    facts: status.facts,
    ...(deps.traceUrl && { traceUrl: deps.traceUrl }),
    faults: deps.faults,
    isDocument: (path) => path === EVENTS_PATH || find(path) !== undefined || status.demand.knows(path),
    requireScope: createRequireScope({ db, log, clientAddress, now }),
    changeBy: createChangeBy({ db, log, now, changed: status.renew }),
  })
  const routes = knownRoutes(app, status.paths, assets)
  const around = deps.tracer && traceRequests(deps.tracer, routes)
  const listener = createListener({
    find,
    demand: status.demand,
    admit,
    now,
    answerProblem,
    nameAll: accessLog === 'all',
    onFailure: (error, requestId) => log.error({ err: error, requestId }, 'a document could not be made'),
    around,
    fallback: tracedListener(getRequestListener(app.fetch), around),
    follow: (request, response) => {
      streams.open(request, response)
      spare(request.socket)
    },
  })
  const { configure, onAnswer } = metrics.requests
  configure(routes)
  const onRequest = createAccessLog(accessLog, { log, routes, clientAddress })
  return { listener: timed(listener, { onAnswer, onRequest, monotonic: deps.monotonic }), close: streams.close }
}
