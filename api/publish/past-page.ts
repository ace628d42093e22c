import { startOfDay } from '#domain/calendar.ts'
import { recordBegan } from '#domain/history-month.ts'
import { pastView } from '#domain/past-view.ts'
import { DAYS_SHOWN } from '#domain/public-view.ts'
import { Problem } from '../problem.ts'
import type { DemandRenderer } from './demand.ts'
import { iso } from './iso.ts'
import { HTML_TYPE, type RenderPage } from './pages.ts'
import { PAST_PARAMETERS, readPast } from './past-query.ts'
import { expectParameters } from './query.ts'

const PATH = '/status'

/** `/status?at=` and `?asOf=`: the page as it was at an instant, by all we know now, or as it was then. */
export function pastPage(renderPage: RenderPage): DemandRenderer {
  return {
    path: PATH,
    type: HTML_TYPE,
    inLanguages: true,
    parameters: PAST_PARAMETERS,
    withoutQuery: true,
    // There are as many as instants.
    places: () => [],
    render: async ({ view, factsOfPast }, _id, query, speech) => {
      expectParameters(query, PAST_PARAMETERS)
      const past = readPast(query, view.at)
      const { tense, t } = past
      if (t < (recordBegan(view) ?? view.at)) throw new Problem('DATA_001', `There is no record of ${iso(t)}.`)
      const since = startOfDay(t, view.page.timezone, DAYS_SHOWN - 1)
      const facts = await factsOfPast({ since, component: null, asTold: tense === 'asOf', isWhole: true })
      const address = `${PATH}?${tense}=${iso(t)}`
      return renderPage(address, pastView(facts, past), { past: { tense, now: view.at } }, speech)
    },
  }
}
