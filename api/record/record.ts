import { listLatencies } from '#db/latencies.ts'
import type { Database } from '#db/open.ts'
import { type Registry, syncRegistry } from '#db/registry.ts'
import { insertResults } from '#db/results.ts'
import { insertTransitions } from '#db/transitions.ts'
import { decisiveChecks } from '#domain/component-record.ts'
import type { Configuration } from '#domain/configuration.ts'
import type { HourlyLatency } from '#domain/latency.ts'
import type { Told } from '../publish/past.ts'
import type { Group } from './group-queue.ts'
import { planMaintenance } from './maintenance-plan.ts'
import { openFacts, type RecordFacts, type RecordFactsDeps } from './record-facts.ts'
import type { Remembered } from './recorder.ts'
import { rememberChecks } from './remember.ts'
import { createTold } from './told.ts'

/** The record of what one configuration names: what the database is asked and told about it. */
export interface StatusRecord extends RecordFacts {
  configuration: Configuration
  store(group: Group): Promise<void>
  /** Where every check stood when its last result was stored. */
  remembered(): Promise<Remembered[]>
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
  { publicUrl, at }: Pick<RecordFactsDeps, 'publicUrl' | 'at'>,
): Promise<StatusRecord> {
  const { components, maintenance } = configuration
  const registry = await syncRegistry(db, components, at)
  const checks = components.flatMap((component) => component.checks)
  return {
    ...(await openFacts(db, { configuration, registry, publicUrl, at })),
    configuration,
    store: (group) => storeGroup(db, registry, group),
    remembered: () => rememberChecks(db, registry, checks),
    latencies: ({ component, from, to }) => {
      const asked = components.filter(({ id }) => id === component).flatMap(decisiveChecks)
      return listLatencies(db, { checkIds: asked.map(({ id }) => id), from, to })
    },
    told: createTold(db, configuration),
    plan: (now) => db.write((tx) => planMaintenance(tx, db, maintenance, now)),
  }
}

function storeGroup(db: Database, registry: Registry, { results, transitions }: Group): Promise<void> {
  return db.write(async (tx) => {
    await insertResults(tx, db, registry, results)
    await insertTransitions(tx, db, registry, transitions)
  })
}
