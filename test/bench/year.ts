import type { Database } from '#db/open.ts'
import { type Registry, syncRegistry } from '#db/registry.ts'
import { insertResults, type StoredResult } from '#db/results.ts'
import { insertTransitions } from '#db/transitions.ts'
import type { CheckTransition } from '#domain/facts.ts'
import { sketchOf } from '#domain/latency-sketch.ts'
import { HOUR_MS } from '#domain/rollup.ts'
import { encodeSketch } from '#domain/sketch-bytes.ts'
import type { Verdict } from '#domain/verdict.ts'
import { checkOf, componentOf, configurationOf } from '../facts.ts'

const DAY_MS = 24 * HOUR_MS
export const EVERY_MS = 30_000
const A_SLICE = 5000

export interface Span {
  from: number
  to: number
}

/** A record that is being made up. */
export interface Past {
  db: Database
  registry: Registry
  checkIds: readonly string[]
  random: () => number
}

/** A page of so many components with a check each. */
export function configurationOfSize(size: number) {
  const components = Array.from({ length: size }, (_, n) =>
    componentOf(`component-${n}`, { checks: [checkOf(`check-${n}`)] }),
  )
  return configurationOf(components)
}

/** Begins the past of a configuration; the numbers in it are the same at every run. */
export async function beginPast(db: Database, size: number): Promise<Past> {
  const { components } = configurationOfSize(size)
  const registry = await syncRegistry(db, components, 0)
  const checkIds = components.flatMap(({ checks }) => checks.map(({ id }) => id))
  return { db, registry, checkIds, random: seeded(20_261_123) }
}

/** Every check was in trouble about every third day: down or slow, for minutes or for hours. */
export async function writeTransitions({ db, registry, checkIds, random }: Past, { from, to }: Span): Promise<number> {
  const transitions = checkIds.flatMap((checkId) => {
    const all: CheckTransition[] = [transition(checkId, from, 'up')]
    for (let at = from + 6 * random() * DAY_MS; at < to - DAY_MS; at += 6 * random() * DAY_MS) {
      all.push(transition(checkId, Math.round(at), random() < 0.5 ? 'down' : 'degraded'))
      at += 2 * random() ** 3 * DAY_MS + EVERY_MS
      all.push(transition(checkId, Math.round(at), 'up'))
    }
    return all
  })
  await db.write((tx) => insertTransitions(tx, db, registry, transitions))
  return transitions.length
}

/** A roll-up an hour, check and region, as of a check that is asked every 30 s. */
export async function writeRollups({ db, registry, checkIds, random }: Past, { from, to }: Span): Promise<number> {
  const sketches = Array.from({ length: 500 }, () => {
    const latencies = Array.from({ length: HOUR_MS / EVERY_MS }, () => latencyMs(random))
    return Buffer.from(encodeSketch(sketchOf(latencies)))
  })
  const regionKey = registry.regions.get('local') ?? 0
  let rows: Database['tables']['hourlyRollups']['$inferInsert'][] = []
  let written = 0
  const flush = async () => {
    const slice = rows
    rows = []
    for (let first = 0; first < slice.length; first += 1000) {
      const part = slice.slice(first, first + 1000)
      await db.write(async (tx) => void (await tx.insert(db.tables.hourlyRollups).values(part)))
    }
  }
  for (let hour = from; hour < to; hour += HOUR_MS) {
    for (const id of checkIds) {
      const latencySketch = sketches[Math.floor(random() * sketches.length)] ?? null
      const counts = { up: HOUR_MS / EVERY_MS, degraded: 0, down: 0, unknown: 0 }
      rows.push({ hour, checkKey: registry.checks.get(id) ?? 0, regionKey, ...counts, latencySketch })
      written++
    }
    if (rows.length >= A_SLICE) await flush()
  }
  await flush()
  return written
}

/** A result every 30 s of every check; one in a hundred is down. */
export async function writeResults({ db, registry, checkIds, random }: Past, { from, to }: Span): Promise<number> {
  let written = 0
  let waiting: StoredResult[] = []
  const flush = () => {
    const group = waiting
    waiting = []
    return db.write((tx) => insertResults(tx, db, registry, group))
  }
  for (let at = from; at < to; at += EVERY_MS) {
    for (const [n, checkId] of checkIds.entries()) {
      const isDown = random() < 0.01
      waiting.push({
        checkId,
        region: 'local',
        at: at + n * Math.floor(EVERY_MS / checkIds.length),
        durationMs: latencyMs(random),
        outcome: isDown ? 'down' : 'up',
        reasonCode: isDown ? 'http_503' : null,
        detail: isDown ? 'status 503' : null,
      })
    }
    written += checkIds.length
    if (waiting.length >= A_SLICE) await flush()
  }
  await flush()
  return written
}

function transition(checkId: string, at: number, verdict: Verdict): CheckTransition {
  const reasonCode = verdict === 'up' ? null : verdict === 'down' ? 'http_503' : 'slow'
  return { checkId, region: 'local', at, recordedAt: at + EVERY_MS, verdict, reasonCode }
}

/** Log-normal around 80 ms, with a sigma of 0.3. */
function latencyMs(random: () => number): number {
  const normal = Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random())
  return Math.round(80 * Math.exp(0.3 * normal))
}

/** The same numbers in (0, 1) for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return (state + 0.5) / 4_294_967_296
  }
}
