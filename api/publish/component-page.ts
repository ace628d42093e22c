import { LATENCY_WINDOWS, type LatencyHistory } from '#domain/latency.ts'
import { findComponent } from './components-document.ts'
import type { DemandRenderer, Version } from './demand.ts'
import { lookUpLatency } from './latency-history.ts'
import { HTML_TYPE, type RenderPage } from './pages.ts'
import { expectParameters } from './query.ts'

/** `/components/{id}`: how one component does and did, how fast it answers, and what was told of it. */
export function componentPage(renderPage: RenderPage): DemandRenderer {
  return {
    path: '/components/:id',
    type: HTML_TYPE,
    inLanguages: true,
    parameters: [],
    render: async (version, id, query, speech) => {
      expectParameters(query, [])
      const component = findComponent(version.view, id)
      // The rest is known without the record.
      const latency = await lookUpAll(version, component.id).catch(() => null)
      return renderPage(`/components/${id}`, version.view, { component, latency }, speech)
    },
  }
}

async function lookUpAll(version: Version, component: string): Promise<LatencyHistory[]> {
  const histories: LatencyHistory[] = []
  for (const window of LATENCY_WINDOWS) histories.push(await lookUpLatency(version, { component, window }))
  return histories
}
