import { pino } from 'pino'
import type { Database } from '#db/open.ts'
import { syncRegistry } from '#db/registry.ts'
import type { Component } from '#domain/component.ts'
import type { Configuration } from '#domain/configuration.ts'
import { createApp } from '../../../api/app.ts'
import type { Audience } from '../../../api/metrics/exposition.ts'
import { createRequireScope } from '../../../api/operators/bearer.ts'
import { createChangeBy } from '../../../api/operators/change.ts'
import { componentOf, configurationOf, factsOf, NOW } from '../../facts.ts'
import { appDeps } from '../app-deps.ts'
import { type Bearer, grant } from './grant.ts'

export const COMPONENTS: readonly Component[] = [
  componentOf('api'),
  componentOf('sync'),
  componentOf('vault', { private: true }),
]

interface Asked {
  /** Sent as JSON. */
  body?: unknown
  token?: string | null
  headers?: Record<string, string>
  /** The address that it comes from. */
  from?: string
}

/** The routes of operators over a database, with a token of every scope, and a clock that a test moves. */
export async function openDesk(db: Database, configuration: Configuration = configurationOf(COMPONENTS)) {
  const clock = { at: NOW }
  const changes = { count: 0 }
  const scraped: (Audience | undefined)[] = []
  const now = () => clock.at
  const log = pino({ level: 'silent' })
  await syncRegistry(db, configuration.components, 0)

  const admin = await grant(db, 'admin', { scopes: ['admin'] })

  const clientAddress = (remote: string | undefined) => remote ?? ''
  const app = createApp(
    appDeps({
      ...{ db, log, now, clientAddress, configuration: () => configuration },
      metrics: {
        expose: async (_, audience) => {
          scraped.push(audience)
          return { contentType: 'text/plain', bytes: Buffer.from('') }
        },
      },
      facts: async () => factsOf(configuration.components),
      requireScope: createRequireScope({ db, log, clientAddress, now }),
      changeBy: createChangeBy({ db, log, now, changed: () => changes.count++ }),
    }),
  )

  const ask = async (method: string, path: string, { body, token = admin, headers = {}, from }: Asked = {}) => {
    const sent = { ...(token !== null && { authorization: `Bearer ${token}` }), ...headers }
    const init =
      body === undefined
        ? { method, headers: sent }
        : { method, headers: { 'content-type': 'application/json', ...sent }, body: JSON.stringify(body) }
    const answer = await app.request(path, init, { incoming: { socket: { remoteAddress: from ?? '192.0.2.1' } } })
    const text = await answer.text()
    return { status: answer.status, headers: answer.headers, body: text === '' ? null : JSON.parse(text) }
  }

  return { app, ask, clock, changes, scraped, grant: (name: string, bearer: Bearer) => grant(db, name, bearer) }
}
