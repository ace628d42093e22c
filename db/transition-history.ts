import { max } from 'drizzle-orm'
import type { CheckTransition } from '#domain/facts.ts'
import type { Database } from './open.ts'
import type { Registry } from './registry.ts'
import { type AllTransitionsQuery, listAllTransitions } from './transitions.ts'

/** The transitions of some checks that took effect since an instant and the last before it; perhaps earlier ones too. */
export type TransitionHistory = (since: number) => Promise<readonly CheckTransition[]>

/** Reads the history of some checks when a transition was added, of whatever check, and else remembers it: none is ever edited. */
export function createTransitionHistory(
  db: Database,
  registry: Registry,
  checks: AllTransitionsQuery['checks'],
): TransitionHistory {
  let known: { newest: number; since: number; transitions: readonly CheckTransition[] } | undefined
  return async (since) => {
    // Asked before the history is read: one that is added meanwhile has it read again.
    const newest = await findNewestKey(db)
    if (known && known.newest === newest && known.since <= since) return known.transitions
    const transitions = await listAllTransitions(db, registry, { checks, since })
    known = { newest, since, transitions }
    return transitions
  }
}

async function findNewestKey({ orm, tables }: Database): Promise<number> {
  const { verdictTransitions: table } = tables
  const [row] = await orm.select({ key: max(table.key) }).from(table)
  return row?.key ?? 0
}
