import { asc, eq, inArray } from 'drizzle-orm'
import { isWorkOn } from '#domain/maintenance.ts'
import { type CheckRecord, timeline } from '#domain/timeline.ts'
import { type Uptime, uptimeOf } from '#domain/uptime.ts'
import { type Transition, VERDICTS } from '#domain/verdict.ts'
import type { Database } from './database.ts'
import { listOccurrences } from './occurrences.ts'
import { impactOf } from './retired-checks.ts'
import { findNewestInstant } from './run-marks.ts'

/** How a component did, by the record alone and whatever is configured. */
export interface ComponentFigures {
  component: string
  /** From its first transition to the newest instant on record. */
  uptime: Uptime
}

type CheckRow = Database['tables']['checks']['$inferSelect']

/** The figures of every component that ever was, retired ones included, in the order in which they were entered. */
export async function listFigures(db: Database): Promise<ComponentFigures[]> {
  const { components } = db.tables
  const to = await findNewestInstant(db)
  const maintenance = await listOccurrences(db, { from: 0, to })
  const figures: ComponentFigures[] = []
  for (const { id, key } of await db.orm.select().from(components).orderBy(asc(components.key))) {
    const checks = await listRecords(db, key)
    const instants = checks.flatMap(({ regions }) => Object.values(regions).flatMap((all) => all.map(({ at }) => at)))
    const from = instants.reduce((first, at) => Math.min(first, at), to)
    const windows = maintenance
      .filter((one) => isWorkOn(id, one))
      .map(({ startsAt, endsAt }) => ({ from: startsAt, to: endsAt }))
    const intervals = timeline({ checks, maintenance: windows, incidents: [] }, from, to)
    figures.push({ component: id, uptime: uptimeOf(intervals, from, to) })
  }
  return figures
}

/** The records of a component's checks, but for those that are merely informational. */
async function listRecords({ orm, tables }: Database, componentKey: number): Promise<CheckRecord[]> {
  const { checks, verdictTransitions: told } = tables
  const rows = await orm.select().from(checks).where(eq(checks.componentKey, componentKey)).orderBy(asc(checks.key))
  const decisive = rows.filter(({ informational }) => informational !== true)
  const keys = decisive.map(({ key }) => key)
  const transitions = await orm.select().from(told).where(inArray(told.checkKey, keys)).orderBy(asc(told.key))
  return decisive.map((check) => recordOf(check, transitions))
}

type TransitionRow = Database['tables']['verdictTransitions']['$inferSelect']

function recordOf({ key, worst, retiredAt }: CheckRow, all: readonly TransitionRow[]): CheckRecord {
  const mine = all.filter(({ checkKey, at }) => checkKey === key && (retiredAt === null || at < retiredAt))
  const end: Transition[] = retiredAt === null ? [] : [{ at: retiredAt, recordedAt: retiredAt, verdict: 'unknown' }]
  const regions = Map.groupBy(mine, ({ regionKey }) => String(regionKey))
  const record = [...regions].map(([region, rows]) => [region, [...rows.map(toTransition), ...end]] as const)
  return { regions: Object.fromEntries(record), worst: impactOf(worst) }
}

function toTransition({ at, recordedAt, verdict }: TransitionRow): Transition {
  return { at, recordedAt, verdict: VERDICTS.find((known) => known === verdict) ?? 'unknown' }
}
