import { pastStatus } from '#domain/past.ts'
import type { DemandRenderer } from './demand.ts'
import { expectParameters, readInstant, refused } from './query.ts'
import { toStatusDocument } from './status-document.ts'

const PARAMETERS = ['at', 'asOf']
/** How late a fact may be recorded and still change what an earlier page would have said: as long as results are kept. */
const LATE_MS = 7 * 86_400_000

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
    const facts = await factsOfPast({ since: t - LATE_MS, component: null })
    return toStatusDocument(pastStatus(facts, { tense: at === undefined ? 'asOf' : 'at', t, now: view.at }))
  },
}
