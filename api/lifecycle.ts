import type { Configuration } from '#domain/configuration.ts'
import { createEnding, type EndingParts } from './ending.ts'
import type { Log } from './log.ts'
import { explainFailure } from './start-failure.ts'
import type { StatusService } from './status-service.ts'
import { within } from './within.ts'

/** What runs, as far as a signal can change it. */
export interface Parts extends EndingParts {
  status: Pick<StatusService, 'configure' | 'flush'>
  prober: { start(configuration: Configuration): void; stop(): Promise<void> }
  log: Pick<Log, 'info' | 'warn' | 'error'>
}

export interface LifecycleDeps {
  /** The configuration in use. */
  configuration: Configuration
  loadConfiguration: () => Configuration
  parts: Parts
  exit: (code: number) => void
}

/** How long a new configuration waits for the probes that run. */
const PATIENCE_MS = 2000

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
  const ending = createEnding(parts, exit)
  let inUse = configuration
  let paused = false
  let busy: Promise<unknown> = Promise.resolve()

  const inTurn = (work: () => Promise<void>) => () => {
    busy = busy.then(work).catch((error: unknown) => log.error({ err: error }, 'a signal could not be obeyed'))
  }

  const ask = (): void => {
    if (!paused && !ending.isBegun()) prober.start(inUse)
  }

  const configure = async (next: Configuration): Promise<void> => {
    await status.configure(next)
    inUse = next
    log.info({ components: next.components.length }, 'configuration read again')
  }

  const reload = async (): Promise<void> => {
    const next = ending.isBegun() ? undefined : readAgain(loadConfiguration, log)
    if (!next) return
    // What runs is best judged by the configuration it was asked with, but readers need not wait for probes that hang.
    const stopped = prober.stop()
    await within(PATIENCE_MS, stopped).catch(() => undefined)
    if (ending.isBegun()) return
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

  process.on('SIGHUP', inTurn(reload))
  process.on('SIGUSR2', inTurn(togglePause))
  process.on('SIGTERM', ending.begin)
  process.on('SIGINT', ending.begin)
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
