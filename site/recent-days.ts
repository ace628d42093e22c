import { type Day, days, startOfDay } from '#domain/calendar.ts'
import type { PublicIncident } from '#domain/public-incident.ts'
import type { PublicView } from '#domain/public-view.ts'

/** A day, or some days in a row with the same incidents, or without any. */
export interface RecentDays {
  /** Calendar days, `2026-11-23`; the same where it is one. */
  first: string
  last: string
  /** When the last of them began. */
  from: number
  /** Those that were open at some time of it, newest first. */
  incidents: readonly PublicIncident[]
}

const DAYS = 14

/** The last fourteen days of the page's calendar, newest first. */
export function recentDays({ at, page, incidents }: PublicView): RecentDays[] {
  const calendar = days(startOfDay(at, page.timezone, DAYS - 1), at + 1, page.timezone).reverse()
  const told: RecentDays[] = []
  for (const day of calendar) {
    const open = incidents.filter((incident) => isOpenOn(incident, day))
    const newer = told.at(-1)
    if (newer && isSame(newer.incidents, open)) newer.first = day.date
    else told.push({ first: day.date, last: day.date, from: day.from, incidents: open })
  }
  return told
}

function isOpenOn({ startedAt, resolvedAt }: PublicIncident, { from, to }: Day): boolean {
  // One that was over as it began is of the day of its start.
  return startedAt < to && (startedAt >= from || resolvedAt === null || resolvedAt > from)
}

function isSame(some: readonly PublicIncident[], others: readonly PublicIncident[]): boolean {
  return some.length === others.length && some.every((one, n) => one === others[n])
}
