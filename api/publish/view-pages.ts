import type { DemandRenderer } from './demand.ts'
import { HTML_TYPE, type RenderPage } from './pages.ts'
import { drawProblem } from './problem-pages.ts'
import { expectParameters } from './query.ts'

/** The pages that are drawn of a view alone: `/maintenance`, `/embed`, which other pages may show in a frame, and 404. */
export function viewPages(renderPage: RenderPage): DemandRenderer[] {
  const page = (path: string): DemandRenderer => ({
    ...{ path, type: HTML_TYPE, inLanguages: true, parameters: [] },
    render: ({ view }, _id, query, speech) => {
      expectParameters(query, [])
      return renderPage(path, view, {}, speech)
    },
  })
  return [page('/maintenance'), { ...page('/embed'), role: 'framed' }, notFoundPage(renderPage)]
}

/** `/404.html`, which other servers of our files show for what is not there. */
function notFoundPage(renderPage: RenderPage): DemandRenderer {
  return {
    ...{ path: '/404.html', type: HTML_TYPE, inLanguages: true, parameters: [] },
    render: ({ view }, _id, query, speech) => {
      expectParameters(query, [])
      return drawProblem(renderPage, view, 'DATA_001', { told: { detail: '', requestId: '' }, speech })
    },
  }
}
