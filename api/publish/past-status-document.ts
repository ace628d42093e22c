import { pastStatus } from '#domain/past.ts'
import type { DemandRenderer } from './demand.ts'
import { expectParameters, readInstant, refused } from './query.ts'
import { toStatusDocument } from './status-document.ts'

const PARAMETERS = ['at', 'asOf']

/** `/api/status?at=` and `?asOf=`: what was true at an instant by all we know now, or what the page said then. */
export const pastStatusDocument: DemandRenderer = {
  path: '/api/status',
  parameters: PARAMETERS,
  render: async ({ view, factsOfPast }, _id, query) => {
    expectParameters(query, PARAMETERS)
    const at = readInstant(query, 'at', view.at)
    const asOf = readInstant(query, 'asOf', view.at)
    if (at !== undefined && asOf !== undefined) throw refused('asOf', query.get('asOf') ?? '', 'either at or asOf')
    const t = at ?? asOf ?? view.at
    const tense = at === undefined ? 'asOf' : 'at'
    const facts = await factsOfPast({ since: t, component: null, asTold: tense === 'asOf' })
    return toStatusDocument(pastStatus(facts, { tense, t, now: view.at }))
  },
}
