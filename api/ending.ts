import type { Server } from 'node:http'
import type { Log } from './log.ts'
import type { StatusService } from './status-service.ts'
import { within } from './within.ts'

/** What runs, as far as it must be ended in order. */
export interface EndingParts {
  server: Pick<Server, 'close' | 'closeIdleConnections' | 'closeAllConnections'>
  prober: { stop(): Promise<void> }
  status: Pick<StatusService, 'flush'>
  /** Sends the traces that wait. */
  tracing?: { close(): Promise<void> }
  /** Ends what is done by the clock. */
  housekeeping: () => Promise<void>
  db: { close(): Promise<void> }
  log: Pick<Log, 'info' | 'error'>
}

/** The end of the process. */
export interface Ending {
  isBegun(): boolean
  /** Ends everything and leaves; asked once more, it leaves at once. */
  begin(): void
}

/** How long each step of a stop may take, traces beside the two before; together less than the ten seconds after which a container is killed. */
const LONGEST_MS = { probes: 4500, requests: 500, results: 2000, housekeeping: 1000, database: 1000, traces: 2000 }
/** A second signal that comes sooner is the first once more: npm hands on the interrupt that the terminal also sends. */
const SAME_SIGNAL_MS = 250

export function createEnding(parts: EndingParts, exit: (code: number) => void): Ending {
  let begun = false
  let insisted = false
  const leave = (): void => exit(0)
  return {
    isBegun: () => begun,
    begin: () => {
      if (insisted) exit(1)
      if (begun) return
      begun = true
      setTimeout(() => {
        insisted = true
      }, SAME_SIGNAL_MS).unref()
      stop(parts).then(leave, leave)
    },
  }
}

/** Takes no more connections, finishes what runs, stores what waits. A step that fails or hangs keeps none from its turn. */
async function stop({ server, prober, housekeeping, status, db, tracing, log }: EndingParts): Promise<void> {
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
