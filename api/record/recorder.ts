import { type StoredResult, toStored } from '#db/results.ts'
import type { Check } from '#domain/check.ts'
import type { CheckTransition, Evidence } from '#domain/facts.ts'
import type { Result } from '#domain/result.ts'
import { expire, type Judgement, judge, type Step, UNJUDGED } from '#domain/verdict.ts'
import { createGroupQueue, type GroupQueueDeps } from './group-queue.ts'

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
  /** Whether results wait that could not be stored when it was tried. */
  isStuck(): boolean
}

/** The one function through which results become record: it judges, then stores in groups, then tells. */
export function createRecorder({ onStored, ...deps }: GroupQueueDeps): Recorder {
  const believed = new Map<string, { check: Check; judgement: Judgement }>()
  const evidence = new Map<string, Evidence>()
  const queue = createGroupQueue({
    ...deps,
    onStored: (group) => {
      for (const result of group.results) learn(evidence, result)
      onStored(group)
    },
  })

  return {
    record: (check, result) => {
      const key = keyOf(check.id, result.region)
      const step = judge(believed.get(key)?.judgement ?? UNJUDGED, result, check.policy)
      believed.set(key, { check, judgement: step.state })
      queue.add({
        results: [toStored(result)],
        transitions: transitionsOf(step, check, result.region, result.reasonCode),
      })
      return { settled: result.outcome === 'unknown' || result.outcome === step.state.verdict }
    },
    expire: () => {
      for (const [key, { check, judgement }] of believed) {
        const step = expire(judgement, check.policy, deps.now())
        if (step.state === judgement) continue
        believed.set(key, { check, judgement: step.state })
        queue.add({ results: [], transitions: transitionsOf(step, check, check.region, null) })
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
    flush: queue.flush,
    isStuck: queue.isStuck,
  }
}

/** A step's changes of verdict, as the record keeps them. Silence has no reason. */
function transitionsOf(
  { transitions }: Step,
  check: Check,
  region: string,
  reasonCode: string | null,
): CheckTransition[] {
  return transitions.map((one) => ({
    ...one,
    checkId: check.id,
    region,
    reasonCode: one.verdict === 'unknown' ? null : reasonCode,
  }))
}

function learn(
  evidence: Map<string, Evidence>,
  { checkId, region, at, durationMs, outcome, reasonCode, traceId }: StoredResult,
): void {
  const key = keyOf(checkId, region)
  const before = evidence.get(key)
  const known = before?.lastDefiniteAt ?? null
  // One that comes late, as after a step of the clock, is older than what is known and vouches for nothing more.
  const vouches = outcome !== 'unknown' && (known === null || at >= known)
  evidence.set(key, {
    checkId,
    region,
    lastOutcome: outcome,
    lastAt: at,
    lastDurationMs: durationMs,
    lastReasonCode: reasonCode,
    lastTraceId: traceId,
    lastDefiniteAt: vouches ? at : known,
    definite: vouches ? { outcome, reasonCode } : (before?.definite ?? null),
  })
}

/** What stands for a check asked from a region. */
export function keyOf(checkId: string, region: string): string {
  return `${checkId} ${region}`
}
