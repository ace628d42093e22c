import { JSON_TYPE } from './document.ts'
import type { Renderer } from './edition.ts'

/** `/openapi.json`: what can be asked, as it was written down when the server was built. */
export function openapiRenderer(openapi: string): Renderer {
  return { path: '/openapi.json', type: JSON_TYPE, render: () => openapi }
}
