import { type Day, days } from './calendar.ts'
import { addMonths, type Month, monthAt, monthSpan } from './month.ts'
import type { PublicIncident } from './public-incident.ts'
import type { PublicComponent, PublicView } from './public-view.ts'
import { STATUSES } from './status.ts'
import { type DayBar, type StatusMs, sumMs, type Uptime, uptimeOfMs } from './uptime.ts'

/** A month of the page's calendar, as far as it has passed. */
export interface HistoryMonth {
  month: Month
  from: number
  /** The end of the month, which may lie ahead. */
  to: number
  /** The months beside it; `null` where nothing is on record. */
  before: Month | null
  after: Month | null
  components: readonly MonthOfComponent[]
  /** Those that were open at some time of it, newest first. */
  incidents: readonly PublicIncident[]
}

/** How a component did in a month. */
export interface MonthOfComponent extends Pick<PublicComponent, 'id' | 'name'> {
  uptime: Uptime
  /** A bar for each day that has begun. */
  days: readonly DayBar[]
}

/** What a month is made from besides the view. */
export interface MonthRecord {
  /** The bars of a component's days, by its id; days that it leaves out were not observed. */
  bars: ReadonlyMap<string, readonly DayBar[]>
  incidents: readonly PublicIncident[]
}

/** When the record of what a view shows began; `null` when it shows nothing. */
export function recordBegan({ components }: Pick<PublicView, 'components'>): number | null {
  return components.length === 0 ? null : Math.min(...components.map(({ createdAt }) => createdAt))
}

/** Whether anything is on record of a month. */
export function isOnRecord(view: PublicView, month: Month): boolean {
  const began = recordBegan(view) ?? view.at
  const { timezone } = view.page
  return month >= monthAt(began, timezone) && month <= monthAt(view.at, timezone)
}

/** What a view knows of a month by itself; `null` when the month began before the days shown, and the record does too. */
export function monthOfView(view: PublicView, month: Month): MonthRecord | null {
  const began = recordBegan(view) ?? view.at
  const { from } = monthSpan(month, view.page.timezone)
  const shownSince = view.components[0]?.days[0]?.from ?? view.at
  if (Math.max(from, began) < shownSince) return null
  return { bars: new Map(view.components.map((one) => [one.id, one.days])), incidents: view.incidents }
}

/** A month that is on record. */
export function historyMonth(view: PublicView, month: Month, { bars, incidents }: MonthRecord): HistoryMonth {
  const { timezone } = view.page
  const { from, to } = monthSpan(month, timezone)
  const calendar = days(from, Math.min(to, view.at), timezone)
  const beside = (count: number) => {
    const other = addMonths(month, count)
    return isOnRecord(view, other) ? other : null
  }
  return {
    ...{ month, from, to, before: beside(-1), after: beside(1) },
    components: view.components.map(({ id, name }) => ofComponent({ id, name }, bars.get(id) ?? [], calendar)),
    incidents: incidents.filter((incident) => isOpenIn(incident, { from, to })),
  }
}

/** Whether an incident was open at some time of `[from, to)`; one that was over as it began is of the time of its start. */
export function isOpenIn(
  { startedAt, resolvedAt }: Pick<PublicIncident, 'startedAt' | 'resolvedAt'>,
  { from, to }: { from: number; to: number },
): boolean {
  return startedAt < to && (startedAt >= from || resolvedAt === null || resolvedAt > from)
}

function ofComponent(
  { id, name }: Pick<PublicComponent, 'id' | 'name'>,
  bars: readonly DayBar[],
  calendar: readonly Day[],
): MonthOfComponent {
  const byDate = new Map(bars.map((bar) => [bar.date, bar]))
  const found = calendar.map((day) => byDate.get(day.date) ?? unobserved(day))
  return { id, name, uptime: uptimeOfMs(added(found)), days: found }
}

function unobserved(day: Day): DayBar {
  return { ...day, ...uptimeOfMs(sumMs([], day.from, day.to)) }
}

function added(bars: readonly DayBar[]): StatusMs {
  const sum = sumMs([], 0, 0)
  for (const { ms } of bars) for (const status of STATUSES) sum[status] += ms[status]
  return sum
}
