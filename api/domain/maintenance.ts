import { createHash } from 'node:crypto'
import { occurrences, type Recurrence } from './recurrence.ts'

/** What becomes of an occurrence: the first three happen in this order, each at its time. */
export const OCCURRENCE_STATES = ['scheduled', 'in_progress', 'completed', 'cancelled'] as const
export type OccurrenceState = (typeof OCCURRENCE_STATES)[number]

/** What the public is told of a maintenance, beside its times. */
interface Announcement {
  readonly title: string
  /** Markdown as written. */
  readonly description: string
  /** Ids of the components that are worked on. */
  readonly components: readonly string[]
  /** What to expect meanwhile, a sentence each. */
  readonly expect: readonly string[]
}

/** Planned work, once or recurring. */
export interface MaintenanceSeries extends Announcement, Readonly<Recurrence> {
  /** As configured; of one that was made by API, its public id. */
  readonly id: string
  /** Elapsed days of 24 hours between the announcement and the start. */
  readonly noticeDays: number
}

/** What can become of an occurrence: each is told once. */
export const EVENT_KINDS = ['announced', 'moved', 'extended', 'reminder', 'started', 'ended', 'cancelled'] as const
export type EventKind = (typeof EVENT_KINDS)[number]

/** Something that became of an occurrence. */
export interface MaintenanceEvent {
  id: string
  occurrenceId: string
  kind: EventKind
  /** When it was due or was done. */
  at: number
  /** When it was noted: later, where nobody was there to do it. */
  recordedAt: number
}

/** One of the times of a maintenance. */
export interface Occurrence extends Announcement {
  readonly id: string
  /** The public id of its series; `null` for one that belongs to none. */
  readonly seriesId: string | null
  readonly startsAt: number
  readonly endsAt: number
  readonly timezone: string
  readonly announcedAt: number
  /** `null` unless it was cancelled. */
  readonly cancelledAt: number | null
  /** The start first announced, when it was moved. */
  readonly movedFrom: number | null
  /** The end first announced, when it was extended. */
  readonly extendedFrom: number | null
  /** When a person first changed this one by itself; its series changes it no more. */
  readonly handledAt: number | null
  readonly noticeDays: number
}

export const DAY_MS = 86_400_000
const ID_LENGTH = 20
// Crockford's alphabet: no letter that reads like a digit.
const BASE_32 = '0123456789abcdefghjkmnpqrstvwxyz'

/** The occurrences of a configured series whose start is in `[from, to)`, by start. Their ids outlive a rebuilt database. */
export function expandSeries(series: MaintenanceSeries, from: number, to: number): Occurrence[] {
  return expandAs(seriesIdOf(series.id), series, from, to)
}

/** The same of a series under its public id. */
export function expandAs(seriesId: string, series: MaintenanceSeries, from: number, to: number): Occurrence[] {
  const { title, description, components, expect, timezone } = series
  return occurrences(series, from, to).map((time) => ({
    id: occurrenceIdOf(seriesId, time.from),
    seriesId,
    title,
    description,
    components,
    expect,
    timezone,
    startsAt: time.from,
    endsAt: time.to,
    announcedAt: time.from - series.noticeDays * DAY_MS,
    noticeDays: series.noticeDays,
    cancelledAt: null,
    movedFrom: null,
    extendedFrom: null,
    handledAt: null,
  }))
}

/** The state of an occurrence at an instant. */
export function occurrenceState(
  { startsAt, endsAt, cancelledAt }: Pick<Occurrence, 'startsAt' | 'endsAt' | 'cancelledAt'>,
  now: number,
): OccurrenceState {
  if (cancelledAt !== null && cancelledAt <= now) return 'cancelled'
  if (now < startsAt) return 'scheduled'
  return now < endsAt ? 'in_progress' : 'completed'
}

/** Whether a component is worked on in an occurrence, at its time: what was cancelled does not take place. */
export function isWorkOn(componentId: string, one: Pick<Occurrence, 'components' | 'cancelledAt'>): boolean {
  return one.cancelledAt === null && one.components.includes(componentId)
}

/** The public id of a series, from its configured one. */
export function seriesIdOf(configuredId: string): string {
  return `ser_${digest(configuredId)}`
}

/** The public id of an occurrence, from its series' public id and its original start. */
export function occurrenceIdOf(seriesId: string, startsAt: number): string {
  return `mnt_${digest(`${seriesId}/${startsAt}`)}`
}

/** The public id of what became of an occurrence: the same thing has the same id, so that it is told once. */
export function eventIdOf(occurrenceId: string, kind: EventKind, at: number): string {
  return `evt_${digest(`${occurrenceId}/${kind}/${at}`)}`
}

/** Bytes in lower-case base-32 digits, five bits each, an unfinished last one left out. */
export function base32(bytes: Uint8Array): string {
  let text = ''
  let bits = 0
  let held = 0
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xfff
    for (bits += 8; bits >= 5; bits -= 5) text += BASE_32.charAt((held >> (bits - 5)) & 31)
  }
  return text
}

function digest(text: string): string {
  return base32(createHash('sha256').update(text).digest()).slice(0, ID_LENGTH)
}
