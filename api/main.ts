import { readFile } from 'node:fs/promises'
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
import { createAdmission } from './admission.ts'
import { createAnswering } from './answering.ts'
import { type BackupKeeper, type BackupKeeperDeps, createBackupKeeper } from './backups/backup-keeper.ts'
import { takeInProcess } from './backups/backup-process.ts'
import { createBrandAssets } from './brand-assets.ts'
import { createClientAddress } from './client-address.ts'
import { keepHouse } from './housekeeping.ts'
import { answerBy, listen } from './http-server.ts'
import { obeySignals } from './lifecycle.ts'
import { createLimitedServer } from './limited-server.ts'
import { createLog } from './log.ts'
import { createMetrics } from './metrics.ts'
import { watchProcess } from './process-watch.ts'
import { demandRenderers, publicRenderers } from './publish/renderers.ts'
import { readinessFaults } from './readiness.ts'
import { createRoundPing, type RoundPing, type RoundPingDeps } from './round-ping.ts'
import { loadSite } from './site.ts'
import { openBehindStandIn } from './stand-in.ts'
import { explainFailure } from './start-failure.ts'
import { createStatusService, type StatusService } from './status-service.ts'
import { createSteadyClock } from './steady-clock.ts'
import { tellError, withoutMessage } from './told-error.ts'
import { openTracing } from './tracing/open-tracing.ts'

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

/** Opens everything in order, hands each its arguments, and lets it run until a signal ends it. */
async function main(): Promise<void> {
  const settings = readSettings()
  const configuration = loadConfiguration(settings.configurationFile)
  inUse = () => configuration
  const tracing = await openTracing(settings.tracing, {
    ...{ wall: Date.now, monotonic },
    onDelivery: (error) =>
      error ? log.warn({ err: error }, 'traces cannot be sent') : log.info('traces are sent again'),
  })
  const { tracer } = tracing
  const log = await createLog({
    level: settings.logLevel,
    terminal: process.stdout.isTTY,
    context: tracing.context,
    hide,
  })
  const { publicUrl, publishDir } = settings
  const { renderPage, assets: ofSite } = await loadSite(join(ROOT, 'dist'), now())
  const { assets, wear } = createBrandAssets(ofSite)
  await wear(configuration.brand, now())
  const drawing = [renderPage, await readFile(join(ROOT, 'dist/openapi.json'), 'utf8')] as const
  const documents = { renderers: publicRenderers(...drawing), demandRenderers: demandRenderers(...drawing) }

  const { proxies } = configuration
  const clientAddress = createClientAddress(proxies)
  const admit = createAdmission(clientAddress, monotonic)
  const { server, spare } = createLimitedServer({ clientAddress, proxies, now, monotonic })
  if (publishDir !== undefined) makeFolder(publishDir, 'PUBLISH_DIR')
  const published = { ...documents, renderPage, assets, wear, publishDir }
  const db = await openBehindStandIn(
    () => openDatabase(settings.databaseUrl, join(ROOT, 'db/migrations'), { serving: true }),
    {
      ...published,
      server,
      ...{ address: settings, accessLog: settings.accessLog },
      ...{ configuration, admit, clientAddress, log, now, monotonic, exit },
    },
  )
  notBefore(await findNewestInstant(db))

  const metrics = createMetrics({ now })
  const status = await createStatusService({ db, metrics, log, now, tracer, publicUrl, ...published }, configuration)
  inUse = status.configuration
  const faults = () => readinessFaults({ status, prober, db, monotonic })
  const rounds = tellRounds(settings, { status, metrics: metrics.rounds, faults, log })
  const prober = createProber({
    record: (check, result) => {
      rounds?.onResult(result)
      return status.record(check, result)
    },
    now,
    wall: Date.now,
    monotonic,
    stopwatch,
    tracer,
    onSlot: metrics.onSlot,
    onMissed: metrics.onMissed,
    onSlept: (ms) => {
      metrics.onSlept(ms)
      log.warn({ seconds: Math.round(ms / 1000) }, 'we slept, or the wall clock was set forward')
    },
    onFault: (check, error) => {
      metrics.onFault(check)
      log.error({ check: check.id, fault: withoutMessage(error) }, 'a check could not be asked')
    },
  })

  const answering = createAnswering({
    ...{ status, faults, assets, renderPage, metrics, db, log, now, monotonic, publicUrl },
    ...{ clientAddress, admit, spare, accessLog: settings.accessLog },
    ...(settings.tracing && { tracer }),
    traceUrl: (traceId) => settings.traceUrl?.replaceAll('{traceId}', traceId) ?? null,
  })
  answerBy(server, answering)
  if (!server.listening) await listen(server, settings)
  const keepResultsMs = () => keptResultsMs(status.configuration())
  const backups = keepBackups(settings, { metrics: metrics.backups, log })
  const housekeeping = await keepHouse({ status, db, log, backups, keepResultsMs, now, wall: Date.now, monotonic })
  const endWatch = watchProcess(settings.warn, log)
  prober.start(configuration)
  const database = showDatabaseUrl(settings.databaseUrl)
  log.info({ url: publicUrl, database, configuration: settings.configurationFile }, 'started')

  const endRoutine = async () => {
    rounds?.stop()
    endWatch()
    await housekeeping()
  }
  obeySignals({
    configuration,
    loadConfiguration: () => loadConfiguration(settings.configurationFile),
    parts: { status, prober, server, housekeeping: endRoutine, db, tracing, log },
    exit,
  })
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
