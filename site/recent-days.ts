import { days, startOfDay } from '#domain/calendar.ts'
import type { PublicView } from '#domain/public-view.ts'
import { type DaysInRow, daysInRows } from './days-in-rows.ts'

const DAYS = 14

/** The last fourteen days of the page's calendar, newest first. */
export function recentDays({ at, page, incidents }: Pick<PublicView, 'at' | 'page' | 'incidents'>): DaysInRow[] {
  return daysInRows(days(startOfDay(at, page.timezone, DAYS - 1), at + 1, page.timezone), incidents)
}
