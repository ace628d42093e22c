import type { Control } from '#domain/configuration.ts'
import type { Result } from '#domain/result.ts'

export interface ControlsDeps {
  /** Whether a control answers. */
  ask: (control: Control) => Promise<boolean>
  /** A clock that only ever goes forward, in ms. */
  monotonic: () => number
}

/** Blames our own network where it is to blame. */
export interface Controls {
  /** The result as it is, or unknown when it failed by the network and no control can be reached either. */
  vouch(result: Result): Promise<Result>
}

/** What a network of ours that is gone looks like. Whatever else was found, something answered. */
const NETWORK_REASONS = new Set(['timeout', 'dns_failed', 'connection_refused', 'connection_failed', 'tls_failed'])
/** The controls are asked no more often. */
const SHARED_MS = 1000

/**
 * Asks the controls when a probe fails, all at once, at most once a second: whoever fails within that second shares
 * the answer. Without controls nothing is ever blamed on us.
 */
export function createControls(controls: readonly Control[], { ask, monotonic }: ControlsDeps): Controls {
  let askedAt = Number.NEGATIVE_INFINITY
  let answer = Promise.resolve(false)

  const areGone = (): Promise<boolean> => {
    if (monotonic() - askedAt >= SHARED_MS) {
      askedAt = monotonic()
      answer = Promise.all(controls.map(ask)).then((answers) => !answers.includes(true))
    }
    return answer
  }

  return {
    vouch: async (result) => {
      if (controls.length === 0 || result.outcome !== 'down') return result
      if (!NETWORK_REASONS.has(result.reasonCode ?? '') || !(await areGone())) return result
      return { ...result, outcome: 'unknown', reasonCode: 'local_network' }
    },
  }
}
