import { dayBars, days, startOfDay } from '#domain/calendar.ts'
import { pastTimeline } from '#domain/past.ts'
import { DAYS_SHOWN } from '#domain/public-view.ts'
import { type Uptime, uptimeOf } from '#domain/uptime.ts'
import { findComponent } from './components-document.ts'
import type { DemandRenderer } from './demand.ts'
import { iso } from './iso.ts'
import { expectParameters, type Query, readInstant, readInteger, refused } from './query.ts'

const PARAMETERS = ['from', 'to', 'days']
/** How much of the past is reckoned at once. */
export const MOST_DAYS = 365
/** An hour more than the days, since a calendar day may have 25. */
const LONGEST_MS = MOST_DAYS * 86_400_000 + 3_600_000

/** `/api/components/{id}/uptime`: how a component did over a window, and the timeline that this was reckoned from. */
export const uptimeDocument: DemandRenderer = {
  path: '/api/components/:id/uptime',
  parameters: PARAMETERS,
  render: async ({ view, factsOfPast }, id, query) => {
    expectParameters(query, PARAMETERS)
    findComponent(view, id)
    const { timezone } = view.page
    const { from, to } = windowOf(query, view.at, timezone)
    const intervals =
      pastTimeline(await factsOfPast({ since: from, component: id, asTold: false }), { id, from, to, now: view.at }) ??
      []
    return JSON.stringify({
      component: id,
      from: iso(from),
      to: iso(to),
      timezone,
      ...figures(uptimeOf(intervals, from, to)),
      days: dayBars(intervals, days(from, to, timezone)).map((bar) => ({
        date: bar.date,
        from: iso(bar.from),
        to: iso(bar.to),
        ...figures(bar),
      })),
      intervals: intervals.map((one) => ({ from: iso(one.from), to: iso(one.to), status: one.status })),
    })
  },
}

function figures({ uptime, coverage, worst, ms }: Uptime) {
  return { uptime, coverage, worst, ms }
}

/** The window that is asked for: from and to, or so many calendar days that end with `to`; never past now. */
function windowOf(query: Query, now: number, timezone: string): { from: number; to: number } {
  const asked = readInteger(query, 'days', { least: 1, most: MOST_DAYS })
  const since = readInstant(query, 'from', now)
  const to = readInstant(query, 'to', now) ?? now
  if (since !== undefined && asked !== undefined)
    throw refused('days', String(asked), 'either days or from, and not both')
  const from = since ?? startOfDay(to, timezone, (asked ?? DAYS_SHOWN) - 1)
  if (from > to) throw refused('from', iso(from), `an instant that is not after ${iso(to)}`)
  if (to - from > LONGEST_MS) throw refused('from', iso(from), `an instant at most ${MOST_DAYS} days before ${iso(to)}`)
  return { from, to }
}
