import type { DemandRenderer } from './demand.ts'
import { HTML_TYPE, type RenderPage } from './pages.ts'
import { expectParameters } from './query.ts'

/** The pages that are drawn of a view alone: `/maintenance`, and `/embed`, which other pages may show in a frame. */
export function viewPages(renderPage: RenderPage): DemandRenderer[] {
  const page = (path: string): DemandRenderer => ({
    ...{ path, type: HTML_TYPE, inLanguages: true, parameters: [] },
    render: ({ view }, _id, query, speech) => {
      expectParameters(query, [])
      return renderPage(path, view, {}, speech)
    },
  })
  return [page('/maintenance'), { ...page('/embed'), isFramed: true }]
}
