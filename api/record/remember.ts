import type { Database } from '#db/open.ts'
import type { Registry } from '#db/registry.ts'
import { listRecentResults, listResults, type StoredResult } from '#db/results.ts'
import { listAllTransitions } from '#db/transitions.ts'
import type { Check } from '#domain/check.ts'
import type { CheckTransition } from '#domain/facts.ts'
import { longestRunMs } from '#domain/kept-results.ts'
import { resume, runLength } from '#domain/verdict.ts'
import { keyOf, type Remembered } from './recorder.ts'

/** Where every check stood when the last result was stored: what judging goes on from after a restart. */
export async function rememberChecks(
  db: Database,
  registry: Registry,
  checks: readonly Check[],
): Promise<Remembered[]> {
  const recent = Map.groupBy(await listRecentResults(db, registry, longestRunMs(checks)), (one) =>
    keyOf(one.checkId, one.region),
  )
  const transitions = await listAllTransitions(db, registry, { checks, since: Number.MAX_SAFE_INTEGER })
  const last = new Map(transitions.map((one) => [keyOf(one.checkId, one.region), one]))
  const remembered: Remembered[] = []
  for (const check of checks) {
    const key = keyOf(check.id, check.region)
    const results = recent.get(key) ?? []
    const known = last.get(key)
    // What fell silent long before the record ends has its last word further back.
    const told = results.length > 0 || !known ? results : await listLast(db, registry, check)
    remembered.push(rememberCheck(check, told, known))
  }
  return remembered
}

async function listLast(db: Database, registry: Registry, { id, region, policy }: Check): Promise<StoredResult[]> {
  const query = { checkId: id, region, since: 0 }
  const definite = await listResults(db, registry, { ...query, limit: runLength(policy), definite: true })
  const newest = await listResults(db, registry, { ...query, limit: 1 })
  return [...definite.toReversed(), ...newest.filter(({ outcome }) => outcome === 'unknown')]
}

/** Where a check stands after these results, the newest last. */
function rememberCheck(
  check: Check,
  results: readonly StoredResult[],
  lastTransition: CheckTransition | undefined,
): Remembered {
  const judgement = resume(lastTransition, results, check.policy)
  const newest = results.at(-1)
  const definite = results.findLast(({ outcome }) => outcome !== 'unknown')
  return {
    check,
    judgement,
    evidence: {
      checkId: check.id,
      region: check.region,
      lastDefiniteAt: judgement.lastDefiniteAt,
      lastOutcome: newest?.outcome ?? null,
      lastAt: newest?.at ?? null,
      lastDurationMs: newest?.durationMs ?? null,
      lastReasonCode: newest?.reasonCode ?? null,
      lastTraceId: newest?.traceId,
      definite: definite ? { outcome: definite.outcome, reasonCode: definite.reasonCode } : null,
    },
  }
}
