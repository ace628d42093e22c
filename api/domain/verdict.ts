import type { Result } from './result.ts'

/** What we believe of a check: the definite ones from best to worst, then the lack of one. */
export const VERDICTS = ['up', 'degraded', 'partial', 'down', 'unknown'] as const
export type Verdict = (typeof VERDICTS)[number]

/** How many definite results confirm a verdict, and how long one vouches for it. */
export interface Policy {
  failAfter: number
  recoverAfter: number
  staleAfterMs: number
}

/** A change of verdict: it took effect `at`, and we learned it at `recordedAt`. */
export interface Transition {
  at: number
  recordedAt: number
  verdict: Verdict
}

/** What judging needs of a result. */
export type Judged = Pick<Result, 'at' | 'outcome'>

/** What one region's results of one check make us believe, and what the next result is judged by. */
export interface Judgement {
  readonly verdict: Verdict
  /**
   * The newest definite results since the verdict last became unknown, oldest first, at most
   * max(failAfter, recoverAfter). More are never needed: had the run that confirms a verdict been longer,
   * the verdict would have moved one result earlier. So it begins exactly that many results ago.
   */
  readonly run: readonly Judged[]
  /** The newest definite result, which vouches for the verdict; `null` before the first. */
  readonly lastDefiniteAt: number | null
  /** The newest result of any outcome, or the silence after it: what is older comes too late to count. */
  readonly judgedTo: number
}

/** A judgement's next state, and the changes of verdict that led to it, oldest first. */
export interface Step {
  state: Judgement
  transitions: readonly Transition[]
}

const NONE: readonly Transition[] = []
const SEVERITY: Readonly<Record<Verdict, number>> = { up: 0, degraded: 1, partial: 2, down: 3, unknown: -1 }

/** Before any result. */
export const UNJUDGED: Judgement = {
  verdict: 'unknown',
  run: [],
  lastDefiniteAt: null,
  judgedTo: Number.NEGATIVE_INFINITY,
}

/** How many definite results judging leans on at most. */
export function runLength({ failAfter, recoverAfter }: Policy): number {
  return Math.max(failAfter, recoverAfter)
}

/** Judges one result. A silence that it ends comes first among the transitions. */
export function judge(state: Judgement, result: Judged, policy: Policy): Step {
  if (result.at < state.judgedTo) return { state, transitions: NONE }
  const before = expire(state, policy, result.at)
  if (!isDefinite(result)) return { ...before, state: { ...before.state, judgedTo: result.at } }
  const run = extended(before.state.run, result, runLength(policy))
  const change = changeOf(before.state.verdict, run, policy)
  const verdict = change?.verdict ?? before.state.verdict
  return {
    state: { verdict, run, lastDefiniteAt: result.at, judgedTo: result.at },
    transitions: change ? [...before.transitions, change] : before.transitions,
  }
}

/** Judges silence: once the newest definite result vouches no longer at `now`, nothing is known, and its run is over. */
export function expire(state: Judgement, policy: Policy, now: number): Step {
  if (state.lastDefiniteAt === null) return { state, transitions: NONE }
  const at = state.lastDefiniteAt + policy.staleAfterMs
  const over = state.verdict === 'unknown' && state.run.length === 0
  if (over || now <= at) return { state, transitions: NONE }
  const silent: Judgement = { ...state, verdict: 'unknown', run: [], judgedTo: Math.max(state.judgedTo, at) }
  return {
    state: silent,
    transitions: state.verdict === 'unknown' ? NONE : [{ at, recordedAt: at, verdict: 'unknown' }],
  }
}

/** Every change of verdict that results in time order, and the silence up to `until`, amount to; later results are ignored. */
export function judgeAll(results: Iterable<Judged>, policy: Policy, until: number): Transition[] {
  const all: Transition[] = []
  let state = UNJUDGED
  for (const result of results) {
    if (result.at > until) continue
    const step = judge(state, result, policy)
    state = step.state
    if (step.transitions.length > 0) all.push(...step.transitions)
  }
  all.push(...expire(state, policy, until).transitions)
  return all
}

/**
 * The judgement as it stood after the last stored transition and result, to be continued after a restart.
 *
 * @param lastTransition  `undefined` when none was ever stored
 * @param recent          the newest results in the order they were judged, oldest first; enough of them when they
 *                        hold max(failAfter, recoverAfter) definite ones, or all since the verdict became unknown
 */
export function resume(lastTransition: Transition | undefined, recent: readonly Judged[], policy: Policy): Judgement {
  const verdict = lastTransition?.verdict ?? 'unknown'
  const since = verdict === 'unknown' && lastTransition ? lastTransition.at : Number.NEGATIVE_INFINITY
  // A verdict whose results are gone is still vouched for by the one that confirmed it.
  let lastDefiniteAt = verdict !== 'unknown' && lastTransition ? lastTransition.recordedAt : null
  let run: Judged[] = []
  const inOrder = withoutLate(recent)
  for (const result of inOrder.filter(isDefinite)) {
    if (run.length > 0 && result.at > (run.at(-1)?.at ?? 0) + policy.staleAfterMs) run = []
    if (result.at >= since) run.push(result)
    lastDefiniteAt = result.at
  }
  const kept = run.slice(-runLength(policy))
  return { verdict, run: kept, lastDefiniteAt, judgedTo: Math.max(since, inOrder.at(-1)?.at ?? since) }
}

/** The results that did not come after a newer one. */
function withoutLate(results: readonly Judged[]): Judged[] {
  let newest = Number.NEGATIVE_INFINITY
  return results.filter(({ at }) => {
    newest = Math.max(newest, at)
    return at === newest
  })
}

function isDefinite({ outcome }: Judged): boolean {
  return outcome === 'up' || outcome === 'degraded' || outcome === 'down'
}

/** The run with one more result, cut to the newest `length`. */
function extended(run: readonly Judged[], result: Judged, length: number): Judged[] {
  const next = run.length < length ? run.slice() : run.slice(run.length - length + 1)
  next.push(result)
  return next
}

function changeOf(verdict: Verdict, run: readonly Judged[], policy: Policy): Transition | null {
  const newest = run.at(-1)
  if (!newest) return null
  if (verdict === 'unknown' && newest.outcome === 'up') return confirmed('up', run, 1)
  const floor = extreme(run, policy.failAfter, -1)
  if (verdict === 'unknown') return floor && floor !== 'up' ? confirmed(floor, run, policy.failAfter) : null
  if (floor && SEVERITY[floor] > SEVERITY[verdict]) return confirmed(floor, run, policy.failAfter)
  const ceil = extreme(run, policy.recoverAfter, 1)
  return ceil && SEVERITY[ceil] < SEVERITY[verdict] ? confirmed(ceil, run, policy.recoverAfter) : null
}

/** The most (`sign` 1) or the least (-1) severe of the last `count` results; `null` when there are fewer. */
function extreme(run: readonly Judged[], count: number, sign: 1 | -1): Verdict | null {
  if (run.length < count) return null
  let found: Verdict | null = null
  for (let index = run.length - count; index < run.length; index++) {
    const outcome = run[index]?.outcome ?? 'unknown'
    if (found === null || sign * (SEVERITY[outcome] - SEVERITY[found]) > 0) found = outcome
  }
  return found
}

/** The change that the last `count` results confirm: it took effect with the first of them. */
function confirmed(verdict: Verdict, run: readonly Judged[], count: number): Transition | null {
  const first = run.at(-count)
  const last = run.at(-1)
  return first && last ? { at: first.at, recordedAt: last.at, verdict } : null
}
