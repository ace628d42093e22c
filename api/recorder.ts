import type { Check } from '#domain/check.ts'
import type { CheckTransition, Evidence } from '#domain/facts.ts'
import type { Result } from '#domain/result.ts'
import { expire, type Judgement, judge, type Step, UNJUDGED } from '#domain/verdict.ts'

/** What is stored together: whole or not at all. */
export interface Group {
  results: readonly Result[]
  transitions: readonly CheckTransition[]
}

export interface RecorderDeps {
  now: () => number
  /** Stores a group; rejects when it could not. */
  store: (group: Group) => Promise<void>
  /** Told after each stored group. */
  onStored: (group: Group) => void
  onFailure: (error: unknown) => void
}

/** What a check made us believe before this process started. */
export interface Remembered {
  check: Check
  judgement: Judgement
  evidence: Evidence
}

export interface Recorder {
  /**
   * Judges a result and queues it to be stored.
   *
   * @returns whether it agrees with the verdict; if not, the next try should come soon
   */
  record(check: Check, result: Result): { settled: boolean }
  /** Judges silence: what no result vouches for any more becomes unknown. */
  expire(): void
  /** The newest that was stored of every check. */
  evidence(): Evidence[]
  /** Starts afresh from what is remembered; for the start and for a changed configuration. */
  remember(all: readonly Remembered[]): void
  /** Resolves when all that was recorded so far is stored, or could not be. */
  flush(): Promise<void>
}

const GROUP_MS = 250
const MOST_WAITING = 100_000

interface Believed {
  check: Check
  judgement: Judgement
}

/** The one function through which results become record: it judges, then stores in groups, then tells. */
export function createRecorder({ now, store, onStored, onFailure }: RecorderDeps): Recorder {
  const believed = new Map<string, Believed>()
  const evidence = new Map<string, Evidence>()
  let waiting: { results: Result[]; transitions: CheckTransition[] } = { results: [], transitions: [] }
  let timer: NodeJS.Timeout | undefined
  let storing: Promise<void> = Promise.resolve()

  const flush = (): Promise<void> => {
    clearTimeout(timer)
    timer = undefined
    storing = storing.then(storeWaiting)
    return storing
  }

  const storeWaiting = async (): Promise<void> => {
    const group = waiting
    if (group.results.length + group.transitions.length === 0) return
    waiting = { results: [], transitions: [] }
    const recordedAt = now()
    const transitions = group.transitions.map((one) => ({ ...one, recordedAt: Math.max(one.recordedAt, recordedAt) }))
    try {
      await store({ results: group.results, transitions })
    } catch (error) {
      putBack(group)
      onFailure(error)
      return
    }
    for (const result of group.results) learn(evidence, result)
    onStored({ results: group.results, transitions })
  }

  /** What could not be stored waits for the next group; past the bound the newest results are dropped. */
  const putBack = (group: typeof waiting): void => {
    const results = [...group.results, ...waiting.results].slice(0, MOST_WAITING)
    waiting = { results, transitions: [...group.transitions, ...waiting.transitions] }
    timer ??= setTimeout(flush, 4 * GROUP_MS)
  }

  const take = (check: Check, { state, transitions }: Step, region: string, reasonCode: string | null): void => {
    believed.set(keyOf(check.id, region), { check, judgement: state })
    for (const one of transitions) {
      waiting.transitions.push({
        ...one,
        checkId: check.id,
        region,
        reasonCode: one.verdict === 'unknown' ? null : reasonCode,
      })
    }
    if (transitions.length > 0) timer ??= setTimeout(flush, GROUP_MS)
  }

  return {
    record: (check, result) => {
      const before = believed.get(keyOf(check.id, result.region))?.judgement ?? UNJUDGED
      const step = judge(before, result, check.policy)
      take(check, step, result.region, result.reasonCode)
      waiting.results.push(result)
      timer ??= setTimeout(flush, GROUP_MS)
      return { settled: result.outcome === 'unknown' || result.outcome === step.state.verdict }
    },
    expire: () => {
      const at = now()
      for (const { check, judgement } of believed.values()) {
        take(check, expire(judgement, check.policy, at), check.region, null)
      }
    },
    evidence: () => [...evidence.values()],
    remember: (all) => {
      believed.clear()
      evidence.clear()
      for (const { check, judgement, evidence: newest } of all) {
        believed.set(keyOf(check.id, check.region), { check, judgement })
        evidence.set(keyOf(check.id, check.region), newest)
      }
    },
    flush,
  }
}

function learn(evidence: Map<string, Evidence>, { checkId, region, at, outcome }: Result): void {
  const key = keyOf(checkId, region)
  const known = evidence.get(key)?.lastDefiniteAt ?? null
  // One that comes late, as after a step of the clock, is older than what is known and vouches for nothing more.
  const lastDefiniteAt = outcome === 'unknown' ? known : Math.max(known ?? at, at)
  evidence.set(key, { checkId, region, lastOutcome: outcome, lastDefiniteAt })
}

function keyOf(checkId: string, region: string): string {
  return `${checkId} ${region}`
}
