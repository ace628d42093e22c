import type { Server } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Configuration } from '#domain/configuration.ts'
import type { Log } from './log.ts'
import { explainFailure } from './start-failure.ts'
import type { StatusService } from './status-service.ts'

/** What runs, as far as a signal can change it. */
export interface Parts {
  status: Pick<StatusService, 'configure' | 'flush'>
  prober: { start(configuration: Configuration): void; stop(): Promise<void>; tickedAt(): number | null }
  server: Server
  /** Ends what is done by the clock. */
  housekeeping: () => Promise<void>
  db: { close(): void }
  log: Log
}

export interface LifecycleDeps {
  /** The configuration in use. */
  configuration: Configuration
  loadConfiguration: () => Configuration
  parts: Parts
  exit: (code: number) => void
}

/** Ends a stop that would take longer: probes that hang, readers that do not go. */
const LONGEST_STOP_MS = 9000

/** SIGHUP reads the configuration again, SIGUSR2 stops asking or asks again, SIGTERM and SIGINT end the process. */
export function obeySignals({ configuration, loadConfiguration, parts, exit }: LifecycleDeps): void {
  const { log, prober } = parts
  let inUse = configuration
  let busy: Promise<unknown> = Promise.resolve()

  const inTurn = (work: () => Promise<void>) => () => {
    busy = busy.then(work).catch((error: unknown) => log.error({ err: error }, 'a signal could not be obeyed'))
  }

  const reload = async (): Promise<void> => {
    const next = readAgain(loadConfiguration, log)
    if (!next) return
    const paused = prober.tickedAt() === null
    await prober.stop()
    await parts.status.configure(next)
    inUse = next
    if (!paused) prober.start(next)
    log.info({ components: next.components.length }, 'configuration read again')
  }

  const togglePause = async (): Promise<void> => {
    const paused = prober.tickedAt() === null
    if (paused) prober.start(inUse)
    else await prober.stop()
    log.warn(paused ? 'asking again' : 'no longer asking: what we know goes stale')
  }

  const end = inTurn(async () => {
    await Promise.race([stop(parts), sleep(LONGEST_STOP_MS)])
    log.info('stopped')
    exit(0)
  })

  process.on('SIGHUP', inTurn(reload))
  process.on('SIGUSR2', inTurn(togglePause))
  process.once('SIGTERM', end)
  process.once('SIGINT', end)
}

/** The configuration as its file now says; `undefined`, with every fault logged, when it cannot be used. */
function readAgain(load: () => Configuration, log: Log): Configuration | undefined {
  try {
    return load()
  } catch (error) {
    log.error({ faults: explainFailure(error) ?? String(error) }, 'the configuration is refused, and the old one stays')
    return undefined
  }
}

/** Takes no more connections, finishes what runs, stores what waits. */
async function stop({ server, prober, housekeeping, status, db }: Parts): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve))
  server.closeIdleConnections()
  await prober.stop()
  await status.flush()
  await housekeeping()
  server.closeAllConnections()
  await closed
  db.close()
}
