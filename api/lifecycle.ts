import type { Server } from 'node:http'
import type { Configuration } from '#domain/configuration.ts'
import type { Log } from './log.ts'
import { explainFailure } from './start-failure.ts'
import type { StatusService } from './status-service.ts'

/** What runs, as far as a signal can change it. */
export interface Parts {
  status: Pick<StatusService, 'configure' | 'flush'>
  prober: { start(configuration: Configuration): void; stop(): Promise<void> }
  server: Pick<Server, 'close' | 'closeIdleConnections' | 'closeAllConnections'>
  /** Ends what is done by the clock. */
  housekeeping: () => Promise<void>
  db: { close(): Promise<void> }
  /** Sends the traces that wait. */
  tracing?: { close(): Promise<void> }
  log: Pick<Log, 'info' | 'warn' | 'error'>
}

export interface LifecycleDeps {
  /** The configuration in use. */
  configuration: Configuration
  loadConfiguration: () => Configuration
  parts: Parts
  exit: (code: number) => void
}

/** How long each step of a stop may take, traces beside the two before; together less than the ten seconds after which a container is killed. */
const LONGEST_MS = { probes: 4500, requests: 500, results: 2000, housekeeping: 1000, database: 1000, traces: 2000 }
/** How long a new configuration waits for the probes that run. */
const PATIENCE_MS = 2000
/** A second signal that comes sooner is the first once more: npm hands on the interrupt that the terminal also sends. */
const SAME_SIGNAL_MS = 250

/** While nothing has begun that must be ended in order: SIGTERM and SIGINT end the process. Returns what undoes it. */
export function leaveOnSignal(exit: (code: number) => void): () => void {
  const leave = () => exit(0)
  for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, leave)
  return () => {
    for (const signal of ['SIGTERM', 'SIGINT']) process.off(signal, leave)
  }
}

/**
 * SIGHUP reads the configuration again, SIGUSR2 stops asking or asks again, SIGTERM and SIGINT end the process, a
 * second one of them at once.
 */
export function obeySignals({ configuration, loadConfiguration, parts, exit }: LifecycleDeps): void {
  const { log, prober, status } = parts
  let inUse = configuration
  let paused = false
  let ending = false
  let insisted = false
  let busy: Promise<unknown> = Promise.resolve()

  const inTurn = (work: () => Promise<void>) => () => {
    busy = busy.then(work).catch((error: unknown) => log.error({ err: error }, 'a signal could not be obeyed'))
  }

  const ask = (): void => {
    if (!paused && !ending) prober.start(inUse)
  }

  const configure = async (next: Configuration): Promise<void> => {
    await status.configure(next)
    inUse = next
    log.info({ components: next.components.length }, 'configuration read again')
  }

  const reload = async (): Promise<void> => {
    if (ending) return
    const next = readAgain(loadConfiguration, log)
    if (!next) return
    // What runs is best judged by the configuration it was asked with, but readers need not wait for probes that hang.
    const stopped = prober.stop()
    await within(PATIENCE_MS, stopped).catch(() => undefined)
    if (ending) return
    const done = await Promise.allSettled([configure(next), stopped])
    ask()
    for (const one of done) if (one.status === 'rejected') throw one.reason
  }

  const togglePause = async (): Promise<void> => {
    paused = !paused
    if (paused) await prober.stop()
    else ask()
    log.warn(paused ? 'no longer asking: what we know goes stale' : 'asking again')
  }

  const end = (): void => {
    if (ending) {
      if (insisted) exit(1)
      return
    }
    ending = true
    setTimeout(() => {
      insisted = true
    }, SAME_SIGNAL_MS).unref()
    const leave = (): void => exit(0)
    stop(parts).then(leave, leave)
  }

  process.on('SIGHUP', inTurn(reload))
  process.on('SIGUSR2', inTurn(togglePause))
  process.on('SIGTERM', end)
  process.on('SIGINT', end)
}

/** The configuration as its file now says; `undefined`, with every fault logged, when it cannot be used. */
function readAgain(load: () => Configuration, log: Parts['log']): Configuration | undefined {
  try {
    return load()
  } catch (error) {
    log.error({ faults: explainFailure(error) ?? String(error) }, 'the configuration is refused, and the old one stays')
    return undefined
  }
}

/** Takes no more connections, finishes what runs, stores what waits. A step that fails or hangs keeps none from its turn. */
async function stop({ server, prober, housekeeping, status, db, tracing, log }: Parts): Promise<void> {
  const attempt = async (step: string, work: () => unknown): Promise<void> => {
    try {
      await work()
    } catch (error) {
      log.error({ err: error, step }, 'a step of the stop failed')
    }
  }

  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  await attempt('idle connections', () => server.closeIdleConnections())
  await attempt('probes', () => within(LONGEST_MS.probes, prober.stop()))
  await attempt('requests', () => within(LONGEST_MS.requests, closed))
  await attempt('open connections', () => server.closeAllConnections())
  await attempt('results', () => within(LONGEST_MS.results, status.flush()))
  const sent = attempt('traces', () => tracing && within(LONGEST_MS.traces, tracing.close()))
  await attempt('housekeeping', () => within(LONGEST_MS.housekeeping, housekeeping()))
  await attempt('database', () => within(LONGEST_MS.database, db.close()))
  await sent
  log.info('stopped')
}

/** Ends as the work does; rejects when that takes longer. */
async function within(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`It took longer than ${ms} ms`)), ms)
  })
  try {
    await Promise.race([work, tooLong])
  } finally {
    clearTimeout(timer)
  }
}
