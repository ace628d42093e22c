import { createHash } from 'node:crypto'
import type { Schedule } from '#domain/check.ts'

/** When a check is asked, in ms since the schedule was started. */
export interface Times {
  /** Its slots are this and whole intervals after it; `null` for a cron expression. */
  offsetMs: number | null
  /** A first slot before that; `null` when there is none. */
  firstMs: number | null
}

interface Scheduled {
  id: string
  region: string
  schedule: Schedule
}

/** So many checks of one interval may be asked for the first time ahead of their slots. */
const FEW = 20
/** And within this time. */
const SOON_MS = 2000
/**
 * Many checks begin on a grid of this, a few of them together: to be woken for each by itself costs more than to ask.
 */
const TOGETHER_MS = 200
/** The first slots of more checks than a few that are asked by cron expression. */
const CRON_SPREAD_MS = 60_000

/**
 * Spreads checks evenly over their interval. Those of one interval stand in the order of a hash of their names, and the
 * one at rank r of n has its slots r/n of the interval after the start: so no second has more than its share, and a
 * check that comes or goes moves the others by an n-th, rounded to their grid, at most.
 *
 * Where only a few checks share an interval, or a cron expression may be hours away, nobody should wait for the first
 * answer: such a check has one slot more, its first, in the first two seconds, and goes on at its own slots. A check
 * whose own slot comes as soon has no need of it. So each is asked within its first interval.
 */
export function timesOf<T extends Scheduled>(checks: readonly T[]): Map<T, Times> {
  const groups = Map.groupBy(checks, ({ schedule }) => ('everyMs' in schedule ? schedule.everyMs : null))
  const times = new Map<T, Times>()
  for (const [everyMs, members] of groups) {
    const ranked = members.map((check) => ({ check, hash: hashOf(check) })).sort((a, b) => (a.hash < b.hash ? -1 : 1))
    ranked.forEach(({ check }, rank) => void times.set(check, timesAt(everyMs, rank, ranked.length)))
  }
  return times
}

function timesAt(everyMs: number | null, rank: number, count: number): Times {
  const share = rank / count
  const few = count <= FEW
  if (everyMs === null) return { offsetMs: null, firstMs: share * (few ? SOON_MS : CRON_SPREAD_MS) }
  const offsetMs = few ? share * everyMs : Math.floor((share * everyMs) / TOGETHER_MS) * TOGETHER_MS
  return { offsetMs, firstMs: few && offsetMs > SOON_MS ? share * Math.min(everyMs, SOON_MS) : null }
}

/** The same on every machine and at every start. */
function hashOf({ id, region }: Scheduled): string {
  return createHash('sha256').update(`${id} ${region}`).digest('hex')
}
