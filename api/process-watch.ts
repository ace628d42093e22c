import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { Log } from './log.ts'

/** From when on an operator should know. */
export interface ProcessLimits {
  /** How long nothing else may be done, in ms. */
  loopMs: number
  /** How much memory may be resident. */
  memoryBytes: number
}

/** What was seen of the process since it was last looked at. */
export interface Seen {
  /** The longest time in which nothing else was done, in ms. */
  heldMs: number
  memoryBytes: number
}

const LOOK_EVERY_MS = 10_000
const RESOLUTION_MS = 20

/** Looks at this process every ten seconds; what it gives back ends that. */
export function watchProcess(limits: ProcessLimits, log: Pick<Log, 'warn'>): () => void {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
  const judge = judgeProcess(limits, log)
  const timer = setInterval(() => {
    judge({ heldMs: delay.max / 1e6 - RESOLUTION_MS, memoryBytes: process.memoryUsage.rss() })
    delay.reset()
  }, LOOK_EVERY_MS)
  timer.unref()
  delay.enable()
  return () => {
    clearInterval(timer)
    delay.disable()
  }
}

/** Warns of each hold, and of memory when it grows over its limit: again once it was a tenth below, or is half as much again. */
export function judgeProcess(
  { loopMs, memoryBytes: limit }: ProcessLimits,
  log: Pick<Log, 'warn'>,
): (seen: Seen) => void {
  let warnFrom = limit
  return ({ heldMs, memoryBytes }) => {
    if (heldMs > loopMs) log.warn({ heldMs: Math.round(heldMs) }, 'nothing else could be done for a while')
    if (memoryBytes < 0.9 * limit) warnFrom = limit
    if (memoryBytes <= warnFrom) return
    log.warn({ megabytes: Math.round(memoryBytes / 1e6) }, 'more memory is used than was expected')
    warnFrom = 1.5 * memoryBytes
  }
}
