import { join } from 'node:path'
import { inspect } from 'node:util'
import { loadConfiguration, makeFolder, readSettings, type Settings } from '#config'
import { openDatabase } from '#db/open.ts'
import { findNewestInstant } from '#db/run-marks.ts'
import type { Configuration } from '#domain/configuration.ts'
import { showDatabaseUrl } from '#domain/database-url.ts'
import { environmentSecrets } from '#domain/environment-secrets.ts'
import { createHiding } from '#domain/hiding.ts'
import { keptResultsMs } from '#domain/kept-results.ts'
import { ping } from '../probes/ping.ts'
import { createProber } from '../probes/prober.ts'
import { createAnswering } from './answering.ts'
import { type BackupKeeper, type BackupKeeperDeps, createBackupKeeper } from './backups/backup-keeper.ts'
import { takeInProcess } from './backups/backup-process.ts'
import { hearProbing } from './hear-probing.ts'
import { keepHouse } from './housekeeping.ts'
import { createAdmission } from './http/admission.ts'
import { createClientAddress } from './http/client-address.ts'
import { answerBy, listen } from './http/http-server.ts'
import { createLimitedServer } from './http/limited-server.ts'
import { obeySignals } from './lifecycle.ts'
import { createLog, type Log } from './log.ts'
import { createMetrics } from './metrics/metrics.ts'
import { openSite } from './open-site.ts'
import { watchProcess } from './process-watch.ts'
import { readinessFaults } from './readiness.ts'
import { createRoundPing, type RoundPing, type RoundPingDeps } from './round-ping.ts'
import { openBehindStandIn } from './stand-in.ts'
import { explainFailure } from './start-failure.ts'
import { createStatusService, type StatusService } from './status-service.ts'
import { createSteadyClock } from './steady-clock.ts'
import { tellError } from './told-error.ts'
import { openTracing, type Tracing } from './tracing/open-tracing.ts'

// Both this file and the bundle made of it lie one folder below the root.
const ROOT = join(import.meta.dirname, '..')

const monotonic = () => performance.now()
const { now, notBefore } = createSteadyClock(Date.now, monotonic)
const stopwatch = () => {
  const from = performance.now()
  return () => performance.now() - from
}

/** The configuration in use, as soon as there is one. */
let inUse: () => Configuration | undefined = () => undefined
const hide = createHiding(environmentSecrets(process.env), () => inUse())

const exit = (code: number) => process.exit(code)

/** Builds each part from those above it, in order, and lets all run until a signal ends them. */
async function main(): Promise<void> {
  const settings = readSettings()
  const configuration = loadConfiguration(settings.configurationFile)
  inUse = () => configuration
  const { tracing, log } = await openTelling(settings)

  const { proxies } = configuration
  const { accessLog, publicUrl, publishDir } = settings
  const clientAddress = createClientAddress(proxies)
  const admit = createAdmission(clientAddress, monotonic)
  const { server, spare } = createLimitedServer({ clientAddress, proxies, now, monotonic })
  const site = await openSite(join(ROOT, 'dist'), configuration.brand, now())
  if (publishDir !== undefined) makeFolder(publishDir, 'PUBLISH_DIR')
  const published = { ...site, publicUrl, publishDir }
  const front = { clientAddress, admit, accessLog, log, now, monotonic }

  const open = () => openDatabase(settings.databaseUrl, join(ROOT, 'db/migrations'), { serving: true })
  const db = await openBehindStandIn(open, { ...published, ...front, server, address: settings, configuration, exit })
  notBefore(await findNewestInstant(db))

  const { tracer } = tracing
  const metrics = createMetrics({ now })
  const status = await createStatusService({ ...published, db, metrics, log, now, tracer }, configuration)
  inUse = status.configuration

  const faults = () => readinessFaults({ status, prober, db, monotonic })
  const rounds = tellRounds(settings, { status, metrics: metrics.rounds, faults, log })
  const heard = hearProbing({ status, rounds, metrics, log })
  const prober = createProber({ ...heard, now, wall: Date.now, monotonic, stopwatch, tracer })

  const { traceUrl } = settings
  const answering = createAnswering({
    ...{ ...published, ...front, spare, status, faults, metrics, db },
    ...(settings.tracing && { tracer }),
    traceUrl: (traceId) => traceUrl?.replaceAll('{traceId}', traceId) ?? null,
  })
  answerBy(server, answering)
  if (!server.listening) await listen(server, settings)

  const backups = keepBackups(settings, { metrics: metrics.backups, log })
  const keepResultsMs = () => keptResultsMs(status.configuration())
  const endHouse = await keepHouse({ status, db, log, backups, keepResultsMs, now, wall: Date.now, monotonic })
  const endWatch = watchProcess(settings.warn, log)
  prober.start(configuration)
  const database = showDatabaseUrl(settings.databaseUrl)
  log.info({ url: publicUrl, database, configuration: settings.configurationFile }, 'started')

  const housekeeping = () => {
    rounds?.stop()
    endWatch()
    return endHouse()
  }
  obeySignals({
    configuration,
    loadConfiguration: () => loadConfiguration(settings.configurationFile),
    parts: { status, prober, server, housekeeping, db, tracing, log },
    exit,
  })
}

/** The log, and the traces that its lines name. */
async function openTelling(settings: Settings): Promise<{ tracing: Tracing; log: Log }> {
  const tracing = await openTracing(settings.tracing, {
    ...{ wall: Date.now, monotonic },
    onDelivery: (error) =>
      error ? log.warn({ err: error }, 'traces cannot be sent') : log.info('traces are sent again'),
  })
  const { context } = tracing
  const log = await createLog({ level: settings.logLevel, terminal: process.stdout.isTTY, context, hide })
  return { tracing, log }
}

/** Somebody is told of rounds of probing where an address says who. */
function tellRounds(
  { pingUrl }: Settings,
  { status, ...deps }: Pick<RoundPingDeps, 'faults' | 'metrics' | 'log'> & { status: StatusService },
): RoundPing | null {
  if (pingUrl === undefined) return null
  return createRoundPing({
    ping: () => ping(pingUrl, { allow: status.configuration().egressAllow, stopwatch }),
    checks: () => status.configuration().components.flatMap(({ checks }) => checks),
    ...deps,
  })
}

/** Backups are kept wherever there is a folder for them. */
function keepBackups(
  { backups: { folder, ...plan } }: Settings,
  deps: Pick<BackupKeeperDeps, 'metrics' | 'log'>,
): BackupKeeper | null {
  if (folder === undefined) return null
  const take = (signal: AbortSignal) => takeInProcess(join(ROOT, 'dist/cli/backup.js'), signal)
  return createBackupKeeper({ folder, ...plan, take, now, monotonic, ...deps })
}

main().catch((error: unknown) => {
  const explained = explainFailure(error)
  console.error(hide(explained ?? inspect(tellError(error, hide), { depth: 8 })))
  process.exit(1)
})
