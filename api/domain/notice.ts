import { ChangeRefused } from './change-refused.ts'
import { DAY_MS } from './maintenance.ts'

/** A request takes its time: what was to begin now may have begun a moment ago. */
const LEEWAY_MS = 60_000

/** When a start is announced that is told of at `at`: its notice before it, or at once where that has passed. */
export function announcementOf(startsAt: number, noticeDays: number, at: number): number {
  return Math.max(startsAt - noticeDays * DAY_MS, at)
}

/** Whether a start is to come, or was just now. */
export function isComing(startsAt: number, at: number): boolean {
  return startsAt >= at - LEEWAY_MS
}

/**
 * Whoever plans work gives notice of it, or says that there is less.
 *
 * @throws {ChangeRefused} for a start that has passed, or comes sooner than its notice without `shortNotice`
 */
export function requireNotice(
  startsAt: number,
  { noticeDays, shortNotice }: { noticeDays: number; shortNotice: boolean },
  at: number,
): void {
  if (!isComing(startsAt, at)) throw new ChangeRefused('expected a start to come', '/startsAt')
  if (shortNotice || startsAt >= at + noticeDays * DAY_MS) return
  const notice = noticeDays === 1 ? '1 day' : `${noticeDays} days`
  throw new ChangeRefused(`expected a start at least ${notice} ahead, or shortNotice: true`, '/startsAt')
}
