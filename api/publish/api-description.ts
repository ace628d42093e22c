import type { DemandRenderer } from './demand.ts'
import { JSON_TYPE } from './document.ts'
import type { Renderer } from './edition.ts'
import { HTML_TYPE, type RenderPage } from './pages.ts'
import { expectParameters } from './query.ts'

/** `/openapi.json`: what can be asked, as it was written down when the server was built. */
export function openapiRenderer(openapi: string): Renderer {
  return { path: '/openapi.json', type: JSON_TYPE, render: () => openapi }
}

/** `/docs`: the same to be read. */
export function docsRenderer(renderPage: RenderPage, openapi: string): DemandRenderer {
  return {
    path: '/docs',
    type: HTML_TYPE,
    inLanguages: true,
    parameters: [],
    render: ({ view }, _id, query, speech) => {
      expectParameters(query, [])
      return renderPage('/docs', view, { api: JSON.parse(openapi) }, speech)
    },
  }
}
