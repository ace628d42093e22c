import { listImpacts } from '#db/impacts.ts'
import { listIncidents } from '#db/incidents.ts'
import { listEvents } from '#db/maintenance-events.ts'
import { listOccurrenceRevisions, listOccurrences } from '#db/occurrences.ts'
import type { Database } from '#db/open.ts'
import { listComponentBirths, type Registry } from '#db/registry.ts'
import { listRetiredChecks } from '#db/retired-checks.ts'
import { createTransitionHistory } from '#db/transition-history.ts'
import type { Configuration } from '#domain/configuration.ts'
import type { Evidence, Facts, RetiredCheck } from '#domain/facts.ts'
import { keptResultsMs } from '#domain/kept-results.ts'
import { isPublished } from '#domain/public-incident.ts'
import type { FactsQuery } from '../publish/past.ts'
import { PLANNED_MS } from './maintenance-plan.ts'

/** The facts that are on record of what one configuration names. */
export interface RecordFacts {
  facts(evidence: readonly Evidence[], at: number): Promise<Facts>
  /** The facts with the transitions since an instant; where a component is named, with those of its checks only. */
  factsOfPast(past: FactsQuery, evidence: readonly Evidence[], at: number): Promise<Facts>
}

export interface RecordFactsDeps {
  configuration: Configuration
  registry: Registry
  publicUrl: string
  /** When the record was opened. */
  at: number
}

const DAY_MS = 86_400_000
/** The page looks back 90 calendar days; one more covers every time zone and clock change. */
const HISTORY_MS = 91 * DAY_MS
/** One more than the first page of incidents holds, which tells whether there is a second. */
const NEWEST_INCIDENTS = 26

/** Reads what stays as it is while the record is open, and gives what reads the rest. */
export async function openFacts(
  db: Database,
  { configuration, registry, publicUrl, at }: RecordFactsDeps,
): Promise<RecordFacts> {
  const checks = configuration.components.flatMap((component) => component.checks)
  const retired = await listRetired(db, configuration, at - HISTORY_MS)
  const births = await listComponentBirths(db)
  const history = createTransitionHistory(db, registry, [...checks, ...retired])
  const known = { configuration, publicUrl, births, latencies: new Map() }

  return {
    facts: async (evidence, now) => {
      const incidents = await listIncidents(db, { since: now - HISTORY_MS, newest: NEWEST_INCIDENTS })
      const occurrences = await listOccurrences(db, { from: now - HISTORY_MS, to: now + PLANNED_MS })
      const ids = occurrences.map(({ id }) => id)
      return {
        ...known,
        transitions: await history(now - HISTORY_MS),
        evidence,
        retired,
        occurrences,
        maintenanceEvents: await listEvents(db, ids),
        incidents,
        impacts: incidents.filter(isPublished).flatMap(({ impacts }) => impacts),
      }
    },
    factsOfPast: async ({ component, asTold, isWhole = false, ...past }, evidence, now) => {
      // What is told as it was told reaches as far back as results can come late.
      const since = asTold ? past.since - keptResultsMs(configuration) : past.since
      const retired = await listRetired(db, configuration, since)
      const asked = [...checks, ...retired].filter((one) => component === null || one.componentId === component)
      return {
        ...known,
        transitions: await createTransitionHistory(db, registry, asked)(since),
        evidence,
        retired,
        occurrences: await listOccurrenceRevisions(db, { from: since, to: isWhole ? now + PLANNED_MS : now }),
        maintenanceEvents: [],
        incidents: isWhole ? await listIncidents(db, { since, newest: 0 }) : [],
        impacts: await listImpacts(db, { from: since, to: now + 1 }),
      }
    },
  }
}

/** The checks that have gone since an instant, of components that there still are. */
async function listRetired(db: Database, { components }: Configuration, since: number): Promise<RetiredCheck[]> {
  const shown = new Set(components.map(({ id }) => id))
  return (await listRetiredChecks(db, since)).filter(({ componentId }) => shown.has(componentId))
}
