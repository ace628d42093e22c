import { type Day, days, startOfDay } from '#domain/calendar.ts'
import type { PublicIncident } from '#domain/public-incident.ts'
import type { PublicView } from '#domain/public-view.ts'

/** A day on which incidents began, or some days in a row on which none did. */
export interface RecentDays {
  /** Calendar days, `2026-11-23`; the same where it is one. */
  first: string
  last: string
  incidents: readonly PublicIncident[]
}

const DAYS = 14

/** The last fourteen days of the page's calendar, newest first. */
export function recentDays({ at, page, incidents }: PublicView): RecentDays[] {
  const calendar = days(startOfDay(at, page.timezone, DAYS - 1), at + 1, page.timezone).reverse()
  const told: RecentDays[] = []
  for (const day of calendar) {
    const begun = incidents.filter((incident) => isWithin(incident, day))
    const before = told.at(-1)
    if (begun.length === 0 && before?.incidents.length === 0) before.first = day.date
    else told.push({ first: day.date, last: day.date, incidents: begun })
  }
  return told
}

function isWithin({ startedAt }: PublicIncident, { from, to }: Day): boolean {
  return startedAt >= from && startedAt < to
}
