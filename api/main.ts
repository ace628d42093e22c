import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { loadConfiguration, readSettings } from '#config'
import { openDatabase } from '#db/open.ts'
import { findNewestInstant } from '#db/run-marks.ts'
import { showDatabaseUrl } from '#domain/database-url.ts'
import { keptResultsMs } from '#domain/kept-results.ts'
import { createProber } from '../probes/prober.ts'
import { keepHouse } from './housekeeping.ts'
import { obeySignals } from './lifecycle.ts'
import { createLog, withoutMessage } from './log.ts'
import { createMetrics } from './metrics.ts'
import { demandRenderers, publicRenderers } from './publish/renderers.ts'
import { listen } from './server.ts'
import { loadSite } from './site.ts'
import { explainFailure } from './start-failure.ts'
import { createStatusService } from './status-service.ts'
import { createSteadyClock } from './steady-clock.ts'

// Both this file and the bundle made of it lie one folder below the root.
const ROOT = join(import.meta.dirname, '..')

const monotonic = () => performance.now()
const { now, notBefore } = createSteadyClock(Date.now, monotonic)
const stopwatch = () => {
  const from = performance.now()
  return () => performance.now() - from
}

/** Opens everything in order, hands each its arguments, and lets it run until a signal ends it. */
async function main(): Promise<void> {
  const settings = readSettings()
  const configuration = loadConfiguration(settings.configurationFile)
  const log = await createLog({ level: settings.logLevel, terminal: process.stdout.isTTY })
  const db = await openDatabase(settings.databaseUrl, join(ROOT, 'db/migrations'), { serving: true })
  notBefore(await findNewestInstant(db))
  const site = await loadSite(join(ROOT, 'dist'), now())
  const metrics = createMetrics({ now })

  const { publicUrl } = settings
  const drawing = [site.renderPage, await readFile(join(ROOT, 'dist/openapi.json'), 'utf8')] as const
  const documents = { renderers: publicRenderers(...drawing), demandRenderers: demandRenderers(...drawing) }
  const status = await createStatusService({ db, metrics, log, now, publicUrl, ...documents }, configuration)
  const prober = createProber({
    record: status.record,
    now,
    wall: Date.now,
    monotonic,
    stopwatch,
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

  const server = await listen(settings, {
    ...{ status, prober, assets: site.assets, metrics, db, log, now, monotonic, publicUrl },
    proxies: configuration.proxies,
  })
  const keepResultsMs = () => keptResultsMs(status.configuration())
  const housekeeping = await keepHouse({ status, db, log, keepResultsMs, now, wall: Date.now, monotonic })
  prober.start(configuration)
  const database = showDatabaseUrl(settings.databaseUrl)
  log.info({ url: publicUrl, database, configuration: settings.configurationFile }, 'started')

  obeySignals({
    configuration,
    loadConfiguration: () => loadConfiguration(settings.configurationFile),
    parts: { status, prober, server, housekeeping, db, log },
    exit: (code) => process.exit(code),
  })
}

main().catch((error: unknown) => {
  const explained = explainFailure(error)
  console.error(explained ?? error)
  process.exit(1)
})
