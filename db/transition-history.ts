import { max } from 'drizzle-orm'
import type { CheckTransition } from '#domain/facts.ts'
import type { Database } from './open.ts'
import type { Registry } from './registry.ts'
import { type AllTransitionsQuery, listAllTransitions, listNewTransitions } from './transitions.ts'

/** The transitions of some checks that took effect since an instant and the last before it; perhaps earlier ones too. */
export type TransitionHistory = (since: number) => Promise<readonly CheckTransition[]>

interface Known {
  /** The newest transition that was there, of whatever check. */
  newest: number
  since: number
  transitions: readonly CheckTransition[]
}

/** How much more than is asked for may be remembered. */
const MOST_MORE_MS = 86_400_000

/** Remembers the history of some checks, and reads only what was added to it: no transition is ever edited. */
export function createTransitionHistory(
  db: Database,
  registry: Registry,
  checks: AllTransitionsQuery['checks'],
): TransitionHistory {
  let known: Known | undefined

  const continued = async (before: Known, newest: number): Promise<Known> => {
    if (before.newest === newest) return before
    const added = await listNewTransitions(db, registry, { checks, after: before.newest, upTo: newest })
    return { ...before, newest, transitions: [...before.transitions, ...added].sort(inOrder) }
  }

  const afresh = async (since: number, newest: number): Promise<Known> => {
    const transitions = await listAllTransitions(db, registry, { checks, since, upTo: newest })
    return { newest, since, transitions }
  }

  return async (since) => {
    const newest = await findNewestKey(db)
    const reaches = known && known.since <= since && since <= known.since + MOST_MORE_MS
    known = known && reaches ? await continued(known, newest) : await afresh(since, newest)
    return known.transitions
  }
}

async function findNewestKey({ orm, tables }: Database): Promise<number> {
  const { verdictTransitions: table } = tables
  const [row] = await orm.select({ key: max(table.key) }).from(table)
  return row?.key ?? 0
}

/** In the order in which they hold; the sort leaves equal ones as they were entered. */
function inOrder(one: CheckTransition, other: CheckTransition): number {
  return one.at - other.at || one.recordedAt - other.recordedAt
}
