import { ChangeRefused } from './change-refused.ts'
import { type Occurrence, type OccurrenceState, occurrenceState } from './maintenance.ts'
import { announcementOf, requireNotice } from './notice.ts'

/** What a person can tell otherwise of an occurrence; what is absent stays. */
export interface OccurrencePatch {
  title?: string | undefined
  /** Markdown */
  description?: string | undefined
  expect?: readonly string[] | undefined
  components?: readonly string[] | undefined
  startsAt?: number | undefined
  /** Elapsed time. */
  durationMinutes?: number | undefined
  /** That a new start may come sooner than its notice. */
  shortNotice?: boolean | undefined
}

const MINUTE_MS = 60_000
const OVER: Partial<Record<OccurrenceState, string>> = { completed: 'It is over.', cancelled: 'It was cancelled.' }

/**
 * An occurrence that a person tells otherwise. Its texts can change at any time, all else while it is not over.
 *
 * @throws {ChangeRefused} when it is too late for that, or the times cannot be so
 */
export function patchOccurrence(occurrence: Occurrence, patch: OccurrencePatch, at: number): Occurrence {
  const { title = occurrence.title, description = occurrence.description, expect = occurrence.expect } = patch
  const { startsAt, durationMinutes, components, shortNotice = false } = patch
  let next: Occurrence = { ...handled(occurrence, at), title, description, expect }
  if (components) next = assignOccurrence(next, components, at)
  // A length that comes with a new start is that of the window to come, whatever has passed of the old one.
  if (startsAt !== undefined && startsAt !== occurrence.startsAt)
    next = moveOccurrence(next, { startsAt, shortNotice }, at)
  return durationMinutes === undefined ? next : resizeOccurrence(next, durationMinutes, at)
}

/**
 * An occurrence at another time, as long as it was.
 *
 * @throws {ChangeRefused} when it has begun, or the new start has passed or comes sooner than its notice
 */
export function moveOccurrence(
  occurrence: Occurrence,
  { startsAt, shortNotice }: { startsAt: number; shortNotice: boolean },
  at: number,
): Occurrence {
  refuse(occurrence, at, { ...OVER, in_progress: 'It has begun: it can be made longer or shorter, or ended.' })
  requireNotice(startsAt, { noticeDays: occurrence.noticeDays, shortNotice }, at)
  return shifted(occurrence, startsAt, at)
}

/** An occurrence that begins now, as long as it was. @throws {ChangeRefused} when it has begun */
export function startOccurrence(occurrence: Occurrence, at: number): Occurrence {
  refuse(occurrence, at, { ...OVER, in_progress: 'It has begun already.' })
  return shifted(occurrence, at, at)
}

/**
 * An occurrence that takes another time than it was to take.
 *
 * @throws {ChangeRefused} when it is over, or would be
 */
export function resizeOccurrence(occurrence: Occurrence, durationMinutes: number, at: number): Occurrence {
  refuse(occurrence, at, OVER)
  const endsAt = occurrence.startsAt + durationMinutes * MINUTE_MS
  if (endsAt <= at) throw new ChangeRefused('expected an end to come', '/durationMinutes')
  return endingAt(handled(occurrence, at), endsAt)
}

/** An occurrence that ends now. @throws {ChangeRefused} when it is not in progress */
export function endOccurrence(occurrence: Occurrence, at: number): Occurrence {
  refuse(occurrence, at, { ...OVER, scheduled: 'It has not begun: one that is to come is cancelled, not ended.' })
  return endingAt(handled(occurrence, at), at)
}

/** An occurrence that does not take place. @throws {ChangeRefused} when it has begun */
export function cancelOccurrence(occurrence: Occurrence, at: number): Occurrence {
  refuse(occurrence, at, { ...OVER, in_progress: 'It is in progress: one that has begun is ended, not cancelled.' })
  return { ...handled(occurrence, at), cancelledAt: at }
}

/** The same, ending at an instant; one later than was told leaves on record what was told. */
export function endingAt(occurrence: Occurrence, endsAt: number): Occurrence {
  const told = occurrence.extendedFrom ?? occurrence.endsAt
  return { ...occurrence, endsAt, extendedFrom: endsAt > told ? told : null }
}

function assignOccurrence(occurrence: Occurrence, components: readonly string[], at: number): Occurrence {
  refuse(occurrence, at, OVER)
  return { ...occurrence, components }
}

function shifted(occurrence: Occurrence, startsAt: number, at: number): Occurrence {
  const byMs = startsAt - occurrence.startsAt
  const first = occurrence.movedFrom ?? occurrence.startsAt
  const isAnnounced = occurrence.announcedAt <= at
  return {
    ...handled(occurrence, at),
    startsAt,
    endsAt: occurrence.endsAt + byMs,
    announcedAt: isAnnounced ? occurrence.announcedAt : announcementOf(startsAt, occurrence.noticeDays, at),
    movedFrom: startsAt === first ? null : first,
    extendedFrom: occurrence.extendedFrom === null ? null : occurrence.extendedFrom + byMs,
  }
}

function handled(occurrence: Occurrence, at: number): Occurrence {
  return { ...occurrence, handledAt: occurrence.handledAt ?? at }
}

/** @throws {ChangeRefused} with what is said of the state that it is in */
function refuse(occurrence: Occurrence, at: number, why: Partial<Record<OccurrenceState, string>>): void {
  const refusal = why[occurrenceState(occurrence, at)]
  if (refusal !== undefined) throw new ChangeRefused(refusal)
}
