import type { Day } from '#domain/calendar.ts'
import { isOpenIn } from '#domain/history-month.ts'
import type { PublicIncident } from '#domain/public-incident.ts'

/** A day, or some days in a row with the same incidents, or without any. */
export interface DaysInRow {
  /** Calendar days, `2026-11-23`; the same where it is one. */
  first: string
  last: string
  /** When the last of them began. */
  from: number
  /** Those that were open at some time of it, newest first. */
  incidents: readonly PublicIncident[]
}

/** Some days with their incidents, newest first. */
export function daysInRows(calendar: readonly Day[], incidents: readonly PublicIncident[]): DaysInRow[] {
  const told: DaysInRow[] = []
  for (const day of calendar.toReversed()) {
    const open = incidents.filter((incident) => isOpenIn(incident, day))
    const newer = told.at(-1)
    if (newer && isSame(newer.incidents, open)) newer.first = day.date
    else told.push({ first: day.date, last: day.date, from: day.from, incidents: open })
  }
  return told
}

function isSame(some: readonly PublicIncident[], others: readonly PublicIncident[]): boolean {
  return some.length === others.length && some.every((one, n) => one === others[n])
}
