import type { CheckTransition } from './facts.ts'

type ByCheck = ReadonlyMap<string, readonly CheckTransition[]>

const NONE: readonly CheckTransition[] = []
/** A view asks this of every check: a list is taken apart once, and forgotten with it. */
const takenApart = new WeakMap<readonly CheckTransition[], ByCheck>()

/** The transitions of one check, of whatever region, in the order in which they are listed. */
export function transitionsOf(checkId: string, transitions: readonly CheckTransition[]): readonly CheckTransition[] {
  let byCheck = takenApart.get(transitions)
  if (!byCheck) {
    byCheck = Map.groupBy(transitions, (transition) => transition.checkId)
    takenApart.set(transitions, byCheck)
  }
  return byCheck.get(checkId) ?? NONE
}
