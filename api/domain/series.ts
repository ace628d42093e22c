import { isDeepStrictEqual } from 'node:util'
import { ChangeRefused } from './change-refused.ts'
import { expandAs, expandSeries, type MaintenanceSeries, type Occurrence } from './maintenance.ts'
import { announcementOf, isComing, requireNotice } from './notice.ts'
import { endingAt } from './occurrence-change.ts'

/** A series that a person made, as it now stands. */
export interface HeldSeries {
  /** How often it was changed, from 1. */
  revision: number
  /** When it was made or last changed: it plans nothing that began before. */
  recordedAt: number
  cancelledAt: number | null
  definition: MaintenanceSeries
}

/** What a person can tell otherwise of a series; what is absent stays. */
export type SeriesPatch = { [Key in keyof Omit<MaintenanceSeries, 'id'>]?: MaintenanceSeries[Key] | undefined }

const MINUTE_MS = 60_000
const YEAR_MS = 366 * 86_400_000

/**
 * The first occurrence to come of work that is planned at an instant.
 *
 * @throws {ChangeRefused} when none comes within a year, or it comes sooner than its notice without `shortNotice`
 */
export function firstOccurrence(
  series: MaintenanceSeries,
  { seriesId, shortNotice }: { seriesId: string; shortNotice: boolean },
  at: number,
): Occurrence {
  const isOnce = series.rrule === null
  const [from, to] = isOnce ? [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER] : [at - MINUTE_MS, at + YEAR_MS]
  const first = expandAs(seriesId, series, from, to)[0]
  if (!first) throw new ChangeRefused('expected a rule by which it takes place within a year', '/rrule')
  requireNotice(first.startsAt, { noticeDays: series.noticeDays, shortNotice }, at)
  return entered(first, at)
}

/** A series that is told otherwise. @throws {ChangeRefused} when it was cancelled, or its new times come too soon */
export function patchSeries(
  { definition, cancelledAt }: HeldSeries,
  { shortNotice = false, ...patch }: SeriesPatch & { shortNotice?: boolean | undefined },
  at: number,
): MaintenanceSeries {
  requireStanding(cancelledAt)
  const told = Object.entries(patch).filter(([, value]) => value !== undefined)
  const next: MaintenanceSeries = { ...definition, ...Object.fromEntries(told) }
  const when = ({ startsAt, rrule, timezone }: MaintenanceSeries) => [startsAt, rrule, timezone]
  if (!isDeepStrictEqual(when(next), when(definition)))
    firstOccurrence(next, { seriesId: definition.id, shortNotice }, at)
  return next
}

/** A series that takes place no more. @throws {ChangeRefused} when it was cancelled before */
export function cancelSeries(
  { definition, cancelledAt }: HeldSeries,
  at: number,
): Pick<HeldSeries, 'definition' | 'cancelledAt'> {
  requireStanding(cancelledAt)
  return { definition, cancelledAt: at }
}

/** What series plan from `at` until `to`, and what of it is in progress. */
export function plannedOccurrences(
  { configured, held }: { configured: readonly MaintenanceSeries[]; held: readonly HeldSeries[] },
  at: number,
  to: number,
): Occurrence[] {
  const since = ({ durationMinutes }: MaintenanceSeries) => at - durationMinutes * MINUTE_MS
  const ofFile = configured.flatMap((one) => expandSeries(one, since(one), to))
  const ofApi = held
    .filter(({ cancelledAt }) => cancelledAt === null)
    .flatMap(({ definition, recordedAt }) =>
      expandAs(definition.id, definition, since(definition), to).filter((one) => isComing(one.startsAt, recordedAt)),
    )
  // A window that is over before it was ever known was never announced, and excuses nothing.
  return [...ofFile, ...ofApi].filter(({ endsAt }) => endsAt > at)
}

/** An occurrence as it is first entered: announced at once where its notice has passed. */
export function entered(planned: Occurrence, at: number): Occurrence {
  return { ...planned, announcedAt: announcementOf(planned.startsAt, planned.noticeDays, at) }
}

/**
 * What becomes of an occurrence that its series plans once more. What has begun, and what a person handled, stays as it
 * is; what was withdrawn is taken back.
 */
export function replanned(before: Occurrence, planned: Occurrence, at: number): Occurrence {
  if (before.handledAt !== null || before.startsAt <= at) return before
  if (before.cancelledAt !== null || isAnnouncedOtherwise(before, planned, at)) return entered(planned, at)
  const { announcedAt } = before
  if (announcedAt > at) return { ...planned, announcedAt }
  const { endsAt, extendedFrom } = endingAt(before, planned.endsAt)
  return { ...planned, announcedAt, endsAt, extendedFrom }
}

/** What becomes of an occurrence that its series plans no more; `null` for one that nobody was told of. */
export function withdrawn(before: Occurrence, at: number): Occurrence | null {
  const isFixed = before.handledAt !== null || before.startsAt <= at || before.cancelledAt !== null
  if (isFixed || before.seriesId === null) return before
  return before.announcedAt <= at ? { ...before, cancelledAt: at } : null
}

/** Whether its notice is another now, and it has not been announced. */
function isAnnouncedOtherwise(before: Occurrence, planned: Occurrence, at: number): boolean {
  return before.announcedAt > at && before.noticeDays !== planned.noticeDays
}

function requireStanding(cancelledAt: number | null): void {
  if (cancelledAt !== null) throw new ChangeRefused('It was cancelled.')
}
