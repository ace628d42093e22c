import { type Judged, type Judgement, judge, type Policy, type Transition, UNJUDGED } from './verdict.ts'

/** A time in which a check was down, as a policy would have had it. */
export interface Outage {
  from: number
  /** `null` while it has not ended. */
  to: number | null
  /** How long after its beginning it was confirmed. */
  detectedAfterMs: number
}

/** What a policy would have shown of one check. */
export interface Replayed {
  outages: readonly Outage[]
  /** Outages that began within a quarter of an hour of the end of the one before. */
  flaps: number
}

/** An outage of the one policy, and the one of the other that it overlaps. */
export interface Pair {
  current: Outage | null
  candidate: Outage | null
}

const FLAP_MS = 15 * 60_000

/** Judges the results of one check one by one, as they come, under a policy. */
export class Replay {
  readonly #policy: Policy
  #judgement: Judgement = UNJUDGED
  readonly #transitions: Transition[] = []

  constructor(policy: Policy) {
    this.#policy = policy
  }

  take(result: Judged): void {
    const { state, transitions } = judge(this.#judgement, result, this.#policy)
    this.#judgement = state
    this.#transitions.push(...transitions)
  }

  /** What it comes to, of what went on at an instant or began later. */
  end(since = Number.NEGATIVE_INFINITY): Replayed {
    const outages = outagesOf(this.#transitions).filter(({ to }) => to === null || to > since)
    const flaps = outages.filter(({ from }, index) => {
      const before = outages[index - 1]?.to
      return typeof before === 'number' && from - before < FLAP_MS
    })
    return { outages, flaps: flaps.length }
  }
}

/** The times between a transition to `down` and the next to anything else. */
function outagesOf(transitions: readonly Transition[]): Outage[] {
  return transitions.flatMap(({ verdict, at, recordedAt }, index) =>
    verdict === 'down' ? [{ from: at, to: transitions[index + 1]?.at ?? null, detectedAfterMs: recordedAt - at }] : [],
  )
}

/** The outages of two policies side by side, in the order of their beginnings. Each stands in one pair. */
export function pairOutages(current: readonly Outage[], candidate: readonly Outage[]): Pair[] {
  const left = [...candidate]
  const pairs: Pair[] = current.map((one) => {
    const index = left.findIndex((other) => overlap(one, other))
    return { current: one, candidate: index < 0 ? null : (left.splice(index, 1)[0] ?? null) }
  })
  return [...pairs, ...left.map((one) => ({ current: null, candidate: one }))].sort(
    (one, other) => beginning(one) - beginning(other),
  )
}

function overlap(one: Outage, other: Outage): boolean {
  return one.from < (other.to ?? Number.POSITIVE_INFINITY) && other.from < (one.to ?? Number.POSITIVE_INFINITY)
}

function beginning({ current, candidate }: Pair): number {
  return Math.min(current?.from ?? Number.POSITIVE_INFINITY, candidate?.from ?? Number.POSITIVE_INFINITY)
}
