import { listOccurrences, syncOccurrences } from '#db/occurrences.ts'
import type { Database } from '#db/open.ts'
import { type Registry, syncRegistry } from '#db/registry.ts'
import { insertResults } from '#db/results.ts'
import { listRetiredChecks } from '#db/retired-checks.ts'
import { createTransitionHistory } from '#db/transition-history.ts'
import { insertTransitions } from '#db/transitions.ts'
import type { Configuration } from '#domain/configuration.ts'
import type { Evidence, Facts } from '#domain/facts.ts'
import { expandSeries } from '#domain/maintenance.ts'
import type { Group } from './group-queue.ts'
import type { Remembered } from './recorder.ts'
import { rememberChecks } from './remember.ts'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
/** The page looks back 90 calendar days; one more covers every time zone and clock change. */
const HISTORY_MS = 91 * DAY_MS
const YEAR_MS = 366 * DAY_MS

/** The record of what one configuration names: what the database is asked and told about it. */
export interface StatusRecord {
  configuration: Configuration
  store(group: Group): Promise<void>
  /** Where every check stood when its last result was stored. */
  remembered(): Promise<Remembered[]>
  facts(evidence: readonly Evidence[], at: number): Promise<Facts>
  /** Enters the occurrences of a year ahead. */
  plan(at: number): Promise<number>
}

/** Brings the registry in step with a configuration, and gives the record of what it names. */
export async function openRecord(
  db: Database,
  configuration: Configuration,
  { publicUrl, at }: { publicUrl: string; at: number },
): Promise<StatusRecord> {
  const registry = await syncRegistry(db, configuration.components, at)
  const checks = configuration.components.flatMap((component) => component.checks)
  const shown = new Set(configuration.components.map(({ id }) => id))
  const retired = (await listRetiredChecks(db, at - HISTORY_MS)).filter(({ componentId }) => shown.has(componentId))
  const history = createTransitionHistory(db, registry, [...checks, ...retired])

  return {
    configuration,
    store: (group) => storeGroup(db, registry, group),
    remembered: () => rememberChecks(db, registry, checks),
    facts: async (evidence, now) => ({
      configuration,
      publicUrl,
      transitions: await history(now - HISTORY_MS),
      evidence,
      retired,
      occurrences: await listOccurrences(db, { from: now - HISTORY_MS, to: now + YEAR_MS }),
    }),
    plan: (now) => {
      const to = now + YEAR_MS
      const series = configuration.maintenance
      // A window that is over before it was ever known was never announced, and excuses nothing.
      const planned = series.flatMap((one) => expandSeries(one, now - one.durationMinutes * MINUTE_MS, to))
      return syncOccurrences(
        db,
        planned.filter(({ endsAt }) => endsAt > now),
        { from: now, to, at: now },
      )
    },
  }
}

function storeGroup(db: Database, registry: Registry, { results, transitions }: Group): Promise<void> {
  return db.write(async (tx) => {
    await insertResults(tx, db, registry, results)
    await insertTransitions(tx, db, registry, transitions)
  })
}
