import type { AddressInfo } from 'node:net'
import { pino } from 'pino'
import { afterAll } from 'vitest'
import { type Database, openDatabase } from '#db/open.ts'
import type { Scope } from '#domain/token.ts'
import { createAnswering } from '../../../api/answering.ts'
import { createAdmission } from '../../../api/http/admission.ts'
import { createClientAddress } from '../../../api/http/client-address.ts'
import { answerBy, listen } from '../../../api/http/http-server.ts'
import { createLimitedServer } from '../../../api/http/limited-server.ts'
import { createMetrics } from '../../../api/metrics/metrics.ts'
import { openapiDocument } from '../../../api/openapi/document.ts'
import type { RenderPage } from '../../../api/publish/pages.ts'
import { demandRenderers, publicRenderers } from '../../../api/publish/renderers.ts'
import { readinessFaults } from '../../../api/readiness.ts'
import { createStatusService } from '../../../api/status-service.ts'
import { checkOf, componentOf, configurationOf, MONTHLY, NOW, resultOf } from '../../facts.ts'
import { heartbeatCheck } from '../../probes/checks.ts'
import { renderPage } from '../../site/server.ts'
import { grant } from '../operators/grant.ts'

export const JOB_TOKEN = '3f1c0a9e7b5d4c2f8e6a1b0d9c8f7e6d'
/** A series that the configuration plans. */
export const FILE_SERIES = MONTHLY.id

const COMPONENTS = [
  componentOf('api', { group: 'core' }),
  componentOf('dashboard', { checks: [checkOf('board'), heartbeatCheck(JOB_TOKEN, { id: 'backup' })] }),
  componentOf('vault', { private: true }),
]
const CONFIGURATION = configurationOf(COMPONENTS, {
  groups: [{ id: 'core', name: 'Core' }],
  maintenance: [MONTHLY],
})

/** The server itself over a fresh record with a past, for the length of a file of tests. */
export async function openServer(url: string) {
  const database = await openDatabase(url, 'db/migrations')
  const disk = { gone: false }
  const db = onDisk(database, disk)
  const log = pino({ level: 'silent' })
  const now = () => NOW
  const monotonic = () => performance.now()
  const metrics = createMetrics({ now })
  const openapi = JSON.stringify(openapiDocument('0.0.0'))
  const draw: RenderPage = (path, view, about, speech) => renderPage(view, path, about, speech)
  const renderers = { renderers: publicRenderers(draw, openapi), demandRenderers: demandRenderers(draw, openapi) }
  const common = { db, metrics, log, now, publicUrl: 'https://status.scopien.com', assets: new Map() }
  const status = await createStatusService({ ...common, ...renderers, publishDir: undefined }, CONFIGURATION)
  for (const check of COMPONENTS.flatMap(({ checks }) => checks)) status.record(check, resultOf(check.id, NOW - 1000))
  await status.flush()
  const proxies = ['127.0.0.1']
  const clientAddress = createClientAddress(proxies)
  const { server, spare } = createLimitedServer({ clientAddress, proxies, now, monotonic })
  const answering = createAnswering({
    ...{ ...common, status, monotonic },
    faults: () => readinessFaults({ ...common, status, prober: { tickedAt: monotonic }, monotonic }),
    ...{ clientAddress, admit: createAdmission(clientAddress, monotonic), spare, renderPage: async () => '' },
  })
  answerBy(server, answering)
  await listen(server, { port: 0, host: '127.0.0.1' })
  afterAll(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
    await database.close()
  })
  const { port } = server.address() as AddressInfo
  return {
    ...{ origin: `http://127.0.0.1:${port}`, disk },
    admin: await grant(db, 'admin', { scopes: ['admin'] }),
    grant: (name: string, scopes: readonly Scope[]) => grant(db, name, { scopes }),
  }
}
/** A database whose disk a test takes away. */
function onDisk(database: Database, disk: { gone: boolean }): Database {
  return {
    ...database,
    get orm() {
      if (disk.gone) throw new Error('disk I/O error')
      return database.orm
    },
    write: (work) => (disk.gone ? Promise.reject(new Error('disk I/O error')) : database.write(work)),
  }
}

export type TestServer = Awaited<ReturnType<typeof openServer>>
