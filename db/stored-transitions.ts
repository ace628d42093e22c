import { and, eq, gte, lte } from 'drizzle-orm'
import type { Database } from './open.ts'
import type { Transaction } from './writer.ts'

type Table = Database['tables']['verdictTransitions']
/** What makes a transition the one that it is. */
type Identity = Pick<Table['$inferSelect'], 'checkKey' | 'regionKey' | 'at' | 'verdict'>

/** Of some transitions those that are not in the record yet. */
export async function withoutStored<T extends Identity>(
  tx: Transaction,
  table: Table,
  transitions: readonly T[],
): Promise<T[]> {
  const stored = new Set<string>()
  const ofOneCheck = Map.groupBy(transitions, ({ checkKey, regionKey }) => `${checkKey} ${regionKey}`)
  for (const some of ofOneCheck.values()) {
    for (const one of await listOfSpan(tx, table, some)) stored.add(identityOf(one))
  }
  return transitions.filter((one) => !stored.has(identityOf(one)))
}

/** What is there of the check and region of some, in the span that they cover. */
async function listOfSpan(tx: Transaction, table: Table, [one, ...others]: readonly Identity[]): Promise<Identity[]> {
  if (!one) return []
  const { checkKey, regionKey, at, verdict } = table
  const span = others.reduce(
    ({ first, last }, other) => ({ first: Math.min(first, other.at), last: Math.max(last, other.at) }),
    { first: one.at, last: one.at },
  )
  return tx
    .select({ checkKey, regionKey, at, verdict })
    .from(table)
    .where(and(eq(checkKey, one.checkKey), eq(regionKey, one.regionKey), gte(at, span.first), lte(at, span.last)))
}

function identityOf({ checkKey, regionKey, at, verdict }: Identity): string {
  return `${checkKey} ${regionKey} ${at} ${verdict}`
}
