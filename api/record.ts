import { listImpacts } from '#db/impacts.ts'
import { listIncidents } from '#db/incidents.ts'
import { listLatencies } from '#db/latencies.ts'
import { listEvents } from '#db/maintenance-events.ts'
import { listOccurrenceRevisions, listOccurrences } from '#db/occurrences.ts'
import type { Database } from '#db/open.ts'
import { listComponentBirths, type Registry, syncRegistry } from '#db/registry.ts'
import { insertResults } from '#db/results.ts'
import { listRetiredChecks } from '#db/retired-checks.ts'
import { createTransitionHistory } from '#db/transition-history.ts'
import { insertTransitions } from '#db/transitions.ts'
import { decisiveChecks } from '#domain/component-record.ts'
import type { Configuration } from '#domain/configuration.ts'
import type { Evidence, Facts, RetiredCheck } from '#domain/facts.ts'
import { keptResultsMs } from '#domain/kept-results.ts'
import type { HourlyLatency } from '#domain/latency.ts'
import { isPublished } from '#domain/public-incident.ts'
import type { Group } from './group-queue.ts'
import { PLANNED_MS, planMaintenance } from './maintenance-plan.ts'
import type { Remembered } from './recorder.ts'
import { rememberChecks } from './remember.ts'
import { createTold, type Told } from './told.ts'

const DAY_MS = 86_400_000
/** The page looks back 90 calendar days; one more covers every time zone and clock change. */
const HISTORY_MS = 91 * DAY_MS
/** One more than the first page of incidents holds, which tells whether there is a second. */
const NEWEST_INCIDENTS = 26

/** How far back facts reach, ms since the epoch, and of which component; `null` is of all. */
export interface Past {
  since: number
  component: string | null
  /** Whether what was recorded late counts as it came: then facts of before reach as far back as results can come late. */
  asTold: boolean
  /** Whether a page is drawn of it: with the incidents since then, and what was planned. */
  isWhole?: boolean
}

/** The record of what one configuration names: what the database is asked and told about it. */
export interface StatusRecord {
  configuration: Configuration
  store(group: Group): Promise<void>
  /** Where every check stood when its last result was stored. */
  remembered(): Promise<Remembered[]>
  facts(evidence: readonly Evidence[], at: number): Promise<Facts>
  /** The facts with the transitions since an instant; where a component is named, with those of its checks only. */
  factsOfPast(past: Past, evidence: readonly Evidence[], at: number): Promise<Facts>
  /** The latencies of the checks that decide a component's status, in the hours that begin in `[from, to)`. */
  latencies(window: { component: string; from: number; to: number }): Promise<HourlyLatency[]>
  /** What people tell, as far as the public is told of it. */
  told: Told
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
  const retiredSince = async (since: number): Promise<RetiredCheck[]> =>
    (await listRetiredChecks(db, since)).filter(({ componentId }) => shown.has(componentId))
  const retired = await retiredSince(at - HISTORY_MS)
  const births = await listComponentBirths(db)
  const history = createTransitionHistory(db, registry, [...checks, ...retired])

  return {
    configuration,
    store: (group) => storeGroup(db, registry, group),
    remembered: () => rememberChecks(db, registry, checks),
    facts: async (evidence, now) => {
      const incidents = await listIncidents(db, { since: now - HISTORY_MS, newest: NEWEST_INCIDENTS })
      const occurrences = await listOccurrences(db, { from: now - HISTORY_MS, to: now + PLANNED_MS })
      const ids = occurrences.map(({ id }) => id)
      return {
        configuration,
        publicUrl,
        births,
        transitions: await history(now - HISTORY_MS),
        evidence,
        latencies: new Map(),
        retired,
        occurrences,
        maintenanceEvents: await listEvents(db, ids),
        incidents,
        impacts: incidents.filter(isPublished).flatMap(({ impacts }) => impacts),
      }
    },
    factsOfPast: async ({ component, asTold, isWhole = false, ...past }, evidence, now) => {
      const since = asTold ? past.since - keptResultsMs(configuration) : past.since
      const retired = await retiredSince(since)
      const asked = [...checks, ...retired].filter((one) => component === null || one.componentId === component)
      return {
        configuration,
        publicUrl,
        births,
        transitions: await createTransitionHistory(db, registry, asked)(since),
        evidence,
        latencies: new Map(),
        retired,
        occurrences: await listOccurrenceRevisions(db, { from: since, to: isWhole ? now + PLANNED_MS : now }),
        maintenanceEvents: [],
        incidents: isWhole ? await listIncidents(db, { since, newest: 0 }) : [],
        impacts: await listImpacts(db, { from: since, to: now + 1 }),
      }
    },
    latencies: ({ component, from, to }) => {
      const asked = configuration.components.filter(({ id }) => id === component).flatMap(decisiveChecks)
      return listLatencies(db, { checkIds: asked.map(({ id }) => id), from, to })
    },
    told: createTold(db, configuration),
    plan: (at) => db.write((tx) => planMaintenance(tx, db, configuration.maintenance, at)),
  }
}

function storeGroup(db: Database, registry: Registry, { results, transitions }: Group): Promise<void> {
  return db.write(async (tx) => {
    await insertResults(tx, db, registry, results)
    await insertTransitions(tx, db, registry, transitions)
  })
}
