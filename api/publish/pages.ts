import type { PublicView } from '#domain/public-view.ts'
import { Problem } from '../problem.ts'
import type { PageSubject } from '../site.ts'
import type { DemandRenderer } from './demand.ts'
import { expectParameters } from './query.ts'

export const HTML_TYPE = 'text/html; charset=utf-8'

/** Draws the page at a path, with what it is about where that is one thing. */
export type RenderPage = (path: string, view: PublicView, about?: PageSubject) => Promise<string>

/** The pages that are about one thing. */
export function pageRenderers(renderPage: RenderPage): DemandRenderer[] {
  return [
    {
      path: '/incidents/:id',
      type: HTML_TYPE,
      parameters: [],
      render: async ({ view, incident: find }, id, query) => {
        expectParameters(query, [])
        const incident = view.incidents.find((one) => one.id === id) ?? (await find(id))
        if (!incident) throw new Problem('DATA_001', `No incident has the id "${id.slice(0, 100)}".`)
        return renderPage(`/incidents/${id}`, view, { incident })
      },
    },
    {
      path: '/maintenance/:id',
      type: HTML_TYPE,
      parameters: [],
      render: async ({ view, occurrence: find }, id, query) => {
        expectParameters(query, [])
        const occurrence = await find(id, view.at)
        if (!occurrence) throw new Problem('DATA_001', `No maintenance has the id "${id.slice(0, 100)}".`)
        return renderPage(`/maintenance/${id}`, view, { occurrence })
      },
    },
  ]
}
