import { syncOccurrences } from '#db/occurrence-changes.ts'
import type { Database } from '#db/open.ts'
import { type Registry, syncRegistry } from '#db/registry.ts'
import { insertResults } from '#db/results.ts'
import { insertTransitions } from '#db/transitions.ts'
import { startOfDay } from '#domain/calendar.ts'
import type { Check } from '#domain/check.ts'
import type { Configuration } from '#domain/configuration.ts'
import type { CheckTransition } from '#domain/facts.ts'
import { expandSeries, type Occurrence } from '#domain/maintenance.ts'
import { DAYS_SHOWN } from '#domain/public-view.ts'
import type { Result } from '#domain/result.ts'
import { judge, UNJUDGED } from '#domain/verdict.ts'
import { ASKED_EVERY_MS, GAP, pastResults } from './history.ts'

const DAY_MS = 86_400_000
/** Raw results are kept for a week; older ones live on in what they changed. */
const KEPT_MS = 7 * DAY_MS

/**
 * Writes the past of a configured page into an empty database: generated results, judged by the rules that judge
 * real ones.
 *
 * @returns how many results were judged
 */
export async function writePast(db: Database, configuration: Configuration, now: number): Promise<number> {
  const from = startOfDay(now, configuration.page.timezone, DAYS_SHOWN - 1)
  const registry = await syncRegistry(db, configuration.components, from)
  const occurrences = configuration.maintenance.flatMap((series) => expandSeries(series, from, now))
  await db.write((tx) => syncOccurrences(tx, db, occurrences, { to: now, at: from }))
  await writeRuns(db, from, now)
  let judged = 0
  for (const check of configuration.components.flatMap(({ checks }) => checks)) {
    judged += await writeCheck(db, registry, check, { from, now, occurrences })
  }
  return judged
}

/** The prober ran, but for one gap. */
function writeRuns(db: Database, from: number, now: number): Promise<void> {
  const gap = { from: now - GAP.from * DAY_MS, to: now - GAP.to * DAY_MS }
  return db.write(async (tx) => {
    for (const run of [
      { from, to: gap.from },
      { from: gap.to, to: now },
    ]) {
      await tx.insert(db.tables.runMarks).values({ startedAt: run.from, lastAliveAt: run.to, stoppedAt: run.to })
    }
  })
}

async function writeCheck(
  db: Database,
  registry: Registry,
  check: Check,
  { from, now, occurrences }: { from: number; now: number; occurrences: readonly Occurrence[] },
): Promise<number> {
  const stopped = occurrences
    .filter(({ components }) => components.includes(check.componentId))
    .map(({ startsAt, endsAt }) => ({ from: startsAt, to: endsAt - 15 * 60_000 }))
  const results = [...pastResults(check, { from, now, stopped })]
  await db.write(async (tx) => {
    await insertTransitions(tx, db, registry, transitionsOf(check, results))
    await insertResults(
      tx,
      db,
      registry,
      results.filter(({ at }) => at > now - KEPT_MS),
    )
  })
  return results.length
}

/** The changes of verdict that the results amount to, by the check's own policy at the pace of the past. */
function transitionsOf(check: Check, results: readonly Result[]): CheckTransition[] {
  const everyMs = 'everyMs' in check.schedule ? Math.max(check.schedule.everyMs, ASKED_EVERY_MS) : ASKED_EVERY_MS
  const policy = { ...check.policy, staleAfterMs: 3 * everyMs + check.timeoutMs }
  const { id: checkId, region } = check
  let state = UNJUDGED
  return results.flatMap((result) => {
    const step = judge(state, result, policy)
    state = step.state
    return step.transitions.map((one) => ({
      ...one,
      checkId,
      region,
      reasonCode: one.verdict === 'unknown' ? null : result.reasonCode,
    }))
  })
}
