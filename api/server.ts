import type { Server } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import type { Database } from '#db/open.ts'
import { createAdmission } from './admission.ts'
import { createApp } from './app.ts'
import { createClientAddress } from './client-address.ts'
import { createEventStreams } from './event-streams.ts'
import { createLimitedServer } from './limited-server.ts'
import { createListener, EVENTS_PATH } from './listener.ts'
import type { Log } from './log.ts'
import type { Metrics } from './metrics.ts'
import { createRequireScope } from './operators/bearer.ts'
import { createChangeBy } from './operators/change.ts'
import { boundPipelining } from './pipelining.ts'
import type { Document } from './publish/document.ts'
import { LIMITS } from './server-limits.ts'
import type { StatusService } from './status-service.ts'

export interface ServerDeps {
  status: Pick<
    StatusService,
    'edition' | 'demand' | 'heartbeats' | 'faults' | 'configuration' | 'renew' | 'facts' | 'onView'
  >
  /** When the prober last looked what is due, by the monotonic clock; `null` while it stands still. */
  prober: { tickedAt(): number | null }
  assets: ReadonlyMap<string, Document>
  /** Addresses or networks (CIDR) whose `X-Forwarded-For` is believed. */
  proxies: readonly string[]
  metrics: Metrics
  db: Database
  /** Where readers find the page. */
  publicUrl: string
  log: Log
  /** Ms since the epoch. */
  now: () => number
  /** A clock that only ever goes forward, in ms. */
  monotonic: () => number
}

/** Serves on an address; rejects when it cannot be had. */
export function listen({ port, host }: { port: number; host: string }, deps: ServerDeps): Promise<Server> {
  const { status, assets, metrics, db, log, now, publicUrl } = deps
  const clientAddress = createClientAddress(deps.proxies)
  const { heartbeats, configuration } = status
  const admit = createAdmission(clientAddress, deps.monotonic)
  const { server, spare } = createLimitedServer({ ...deps, clientAddress })
  const streams = createEventStreams({ clientAddress, now })
  status.onView(streams.onView)
  const find = (path: string) => status.edition()?.documents.get(path) ?? assets.get(path)
  const app = createApp({
    ...{ metrics, db, log, admit, heartbeats, clientAddress, now, configuration, publicUrl },
    facts: status.facts,
    faults: () => faultsOf(deps),
    isDocument: (path) => path === EVENTS_PATH || find(path) !== undefined || status.demand.knows(path),
    requireScope: createRequireScope({ db, log, clientAddress, now }),
    changeBy: createChangeBy({ db, log, now, changed: status.renew }),
  })
  const listener = createListener({
    find,
    demand: status.demand,
    admit,
    now,
    onFailure: (error, requestId) => log.error({ err: error, requestId }, 'a document could not be made'),
    fallback: getRequestListener(app.fetch),
    follow: (request, response) => {
      streams.open(request, response)
      spare(request.socket)
    },
  })
  server.on('request', boundPipelining(listener, LIMITS.pipelined))
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.once('close', streams.close)
    server.listen(port, host, () => resolve(server))
  })
}

const LONGEST_TICK_MS = 5000

/** Why this process cannot serve and probe just now. */
async function faultsOf({ prober, status, db, monotonic }: ServerDeps): Promise<string[]> {
  const tickedAt = prober.tickedAt()
  const idle = tickedAt === null || monotonic() - tickedAt > LONGEST_TICK_MS
  const writable = await db.write(async () => true).catch(() => false)
  return [
    ...(idle ? ['The prober does not ask.'] : []),
    ...(writable ? [] : ['The database cannot be written.']),
    ...status.faults(),
  ]
}
