import { pastStatus } from '#domain/past.ts'
import type { DemandRenderer } from './demand.ts'
import { PAST_PARAMETERS, readPast } from './past-query.ts'
import { expectParameters } from './query.ts'
import { toStatusDocument } from './status-document.ts'

/** `/api/status?at=` and `?asOf=`: what was true at an instant by all we know now, or what the page said then. */
export const pastStatusDocument: DemandRenderer = {
  path: '/api/status',
  parameters: PAST_PARAMETERS,
  render: async ({ view, factsOfPast }, _id, query) => {
    expectParameters(query, PAST_PARAMETERS)
    const { tense, t } = readPast(query, view.at)
    const facts = await factsOfPast({ since: t, component: null, asTold: tense === 'asOf' })
    return toStatusDocument(pastStatus(facts, { tense, t, now: view.at }))
  },
}
