import { setImmediate as nextTurn } from 'node:timers/promises'
import { dayBars, days } from '#domain/calendar.ts'
import { historyMonth, isOnRecord, type MonthRecord, monthOfView } from '#domain/history-month.ts'
import { addMonths, type Month, monthAt, monthFrom, monthSpan } from '#domain/month.ts'
import { pastTimeline } from '#domain/past.ts'
import type { PublicView } from '#domain/public-view.ts'
import type { DayBar } from '#domain/uptime.ts'
import { Problem } from '../problem.ts'
import type { DemandRenderer, Version } from './demand.ts'
import { HTML_TYPE, type RenderPage } from './pages.ts'
import { expectParameters, type Query, refused } from './query.ts'

const PATH = '/history'
const PARAMETERS = ['month']

/** `/history?month=`: a month of every component, the present one unless said. */
export function historyPage(renderPage: RenderPage): DemandRenderer {
  return {
    path: PATH,
    type: HTML_TYPE,
    inLanguages: true,
    parameters: PARAMETERS,
    withoutQuery: true,
    places: (view) => [
      { path: PATH, search: '' },
      ...monthsOfView(view).map((month) => ({ path: `${PATH}/${month}`, search: `month=${month}` })),
    ],
    render: async (version, _id, query, speech) => {
      expectParameters(query, PARAMETERS)
      const { view } = version
      const month = readMonth(query, view)
      if (!isOnRecord(view, month)) throw new Problem('DATA_001', `There is no record of the month ${month}.`)
      const record = monthOfView(view, month) ?? (await lookUpMonth(version, month))
      const address = query.has('month') ? `${PATH}?month=${month}` : PATH
      return renderPage(address, view, { month: historyMonth(view, month, record) }, speech)
    },
  }
}

/** The months that a view knows by itself, the present one first. */
function monthsOfView(view: PublicView): Month[] {
  const months: Month[] = []
  for (let month = monthAt(view.at, view.page.timezone); isOnRecord(view, month) && monthOfView(view, month); ) {
    months.push(month)
    month = addMonths(month, -1)
  }
  return months
}

function readMonth(query: Query, view: PublicView): Month {
  const value = query.get('month')
  if (value === null) return monthAt(view.at, view.page.timezone)
  const month = monthFrom(value)
  if (month === null) throw refused('month', value, 'a month, such as 2026-11')
  return month
}

/** What the record says of a month that the view does not reach back to. */
async function lookUpMonth({ view, factsOfPast, incidentsIn }: Version, month: Month): Promise<MonthRecord> {
  const { timezone } = view.page
  const { from, to: end } = monthSpan(month, timezone)
  const to = Math.min(end, view.at)
  const facts = await factsOfPast({ since: from, component: null, asTold: false })
  const calendar = days(from, to, timezone)
  const bars = new Map<string, DayBar[]>()
  for (const { id } of view.components) {
    // A hundred components are more than a server may do at once.
    await nextTurn()
    bars.set(id, dayBars(pastTimeline(facts, { id, from, to, now: view.at }) ?? [], calendar))
  }
  return { bars, incidents: await incidentsIn({ from, to }) }
}
