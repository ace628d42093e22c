import type { Check } from '#domain/check.ts'
import type { Result } from '#domain/result.ts'
import { roundMs } from '#domain/round.ts'
import type { Log } from './log.ts'
import type { Metrics } from './metrics/metrics.ts'

export interface RoundPingDeps {
  /** Tells who waits for it; `null` when it was heard, else why not. Rejects for a fault of our own. */
  ping: () => Promise<string | null>
  /** Why this process cannot serve and probe just now. */
  faults: () => Promise<readonly string[]>
  /** The checks in use. */
  checks: () => readonly Check[]
  metrics: Metrics['rounds']
  log: Pick<Log, 'info' | 'warn'>
}

/** Tells somebody outside after each round of probing that we are alive: whom we do not tell, misses us. */
export interface RoundPing {
  /** A result was recorded. */
  onResult(result: Pick<Result, 'outcome'>): void
  /** Ends it. */
  stop(): void
}

/**
 * At the end of each round it is told, unless nothing definite came in during it, or something keeps us from probing or
 * recording: silence is the alarm. Nothing waits for it. The log has what changed only.
 */
export function createRoundPing({ ping, faults, checks, metrics, log }: RoundPingDeps): RoundPing {
  let definite = 0
  let was: string | null = null
  let busy = false
  let timer: NodeJS.Timeout | undefined

  const report = async (found: number): Promise<string | null> => {
    const reasons = [...(found > 0 ? [] : ['Nothing definite came in.']), ...(await faults())]
    if (reasons.length > 0) {
      metrics.onRound('withheld')
      return reasons.join(' ')
    }
    const unheard = await ping().catch(() => 'probe_failed')
    metrics.onRound(unheard === null ? 'told' : 'unheard')
    return unheard
  }

  const end = async (): Promise<void> => {
    arm()
    if (busy) return
    busy = true
    const found = definite
    definite = 0
    const is = await report(found).finally(() => (busy = false))
    if (is !== null && was === null) log.warn({ reason: is }, 'who waits for us after each round is not told')
    if (is === null && was !== null) log.info('who waits for us after each round is told again')
    was = is
  }

  const arm = (): void => {
    timer = setTimeout(() => void end().catch(() => undefined), roundMs(checks()))
    timer.unref()
  }

  arm()
  return {
    onResult: ({ outcome }) => {
      if (outcome !== 'unknown') definite++
    },
    stop: () => clearTimeout(timer),
  }
}
