import type { CheckLatency } from '#db/latencies.ts'
import type { StoredResult } from '#db/results.ts'
import { decisiveChecks } from '#domain/component-record.ts'
import type { Configuration } from '#domain/configuration.ts'
import type { HourlyLatency, LatencyBucket } from '#domain/latency.ts'
import {
  answeredHours,
  dayStart,
  EMPTY_DAY,
  type LatencyDay,
  withLatencies,
  withoutHours,
} from '#domain/latency-day.ts'
import { sketchOf } from '#domain/latency-sketch.ts'
import { HOUR_MS, hourOf } from '#domain/rollup.ts'

export interface RecentLatenciesDeps {
  /** The latencies of checks in the hours that begin in `[from, to)`, as they are recorded. */
  list: (query: { checkIds: readonly string[]; from: number; to: number }) => Promise<CheckLatency[]>
  now: () => number
}

/** How fast components answered in the last 24 hours, kept so that no page waits for the record. */
export interface RecentLatencies {
  /** Another configuration: whose checks are whose. What is known stays until it is read anew. */
  configure(configuration: Configuration): void
  /** Results were stored. */
  learn(results: readonly StoredResult[]): void
  /** Reads what is recorded: all at first, then of the hours to which other processes may have added. */
  recall(): Promise<void>
  /** By component, the hours in which it answered, oldest first. */
  latencies(): ReadonlyMap<string, readonly LatencyBucket[]>
}

/** Few enough hours that a query of all checks is over in some ms. */
const HOURS_A_QUERY = 4

export function createRecentLatencies({ list, now }: RecentLatenciesDeps): RecentLatencies {
  let componentOf: ReadonlyMap<string, string> = new Map()
  let days = new Map<string, LatencyDay>()
  let isWhole = false

  const add = (component: string, hours: readonly HourlyLatency[]): void => {
    days.set(component, withLatencies(days.get(component) ?? EMPTY_DAY, hours, now()))
  }

  const readSince = async (from: number): Promise<CheckLatency[]> => {
    const end = now() + 1
    const read: CheckLatency[] = []
    for (let start = from; start < end; start += HOURS_A_QUERY * HOUR_MS) {
      const to = Math.min(start + HOURS_A_QUERY * HOUR_MS, end)
      read.push(...(await list({ checkIds: [...componentOf.keys()], from: start, to })))
    }
    return read
  }

  return {
    configure: ({ components }) => {
      componentOf = new Map(components.flatMap((one) => decisiveChecks(one).map(({ id }) => [id, one.id] as const)))
      days = new Map([...days].filter(([component]) => components.some(({ id }) => id === component)))
      isWhole = false
    },
    learn: (results) => {
      const answered = results.filter(({ outcome }) => outcome === 'up' || outcome === 'degraded')
      for (const [component, theirs] of Map.groupBy(answered, ({ checkId }) => componentOf.get(checkId)))
        if (component !== undefined) add(component, theirs.map(toHourly))
    },
    // What is stored while this reads may be missing from its hour until the next time: a few of hundreds.
    recall: async () => {
      const asked = componentOf
      const from = isWhole ? hourOf(now()) - HOUR_MS : dayStart(now())
      const read = await readSince(from)
      if (asked !== componentOf) return
      days = new Map([...days].map(([component, day]) => [component, withoutHours(day, from)]))
      for (const [component, hours] of Map.groupBy(read, ({ checkId }) => asked.get(checkId)))
        if (component !== undefined) add(component, hours)
      isWhole = true
    },
    latencies: () => new Map([...days].map(([component, day]) => [component, answeredHours(day, now())])),
  }
}

function toHourly({ at, durationMs }: StoredResult): HourlyLatency {
  return { hour: hourOf(at), latency: sketchOf([durationMs]) }
}
