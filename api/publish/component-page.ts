import { LATENCY_WINDOWS, type LatencyHistory } from '#domain/latency.ts'
import type { PublicView } from '#domain/public-view.ts'
import { findComponent } from './components-document.ts'
import type { DemandRenderer, Version } from './demand.ts'
import { lookUpLatency } from './latency-history.ts'
import { HTML_TYPE, type RenderPage } from './pages.ts'
import { expectParameters } from './query.ts'

/** `/components/{id}`: how one component does and did, how fast it answers, and what was told of it. */
export function componentPage(renderPage: RenderPage): DemandRenderer {
  const lookUp = onceForEach(lookUpAll)
  return {
    path: '/components/:id',
    type: HTML_TYPE,
    inLanguages: true,
    parameters: [],
    render: async (version, id, query, speech) => {
      expectParameters(query, [])
      const component = findComponent(version.view, id)
      // The rest is known without the record.
      const latency = await lookUp(version, component.id).catch(() => null)
      return renderPage(`/components/${id}`, version.view, { component, latency }, speech)
    },
  }
}

async function lookUpAll(version: Version, component: string): Promise<LatencyHistory[]> {
  const histories: LatencyHistory[] = []
  for (const window of LATENCY_WINDOWS) histories.push(await lookUpLatency(version, { component, window }))
  return histories
}

/** Looks up once for a view what pages in several languages tell. */
function onceForEach(lookUp: typeof lookUpAll): typeof lookUpAll {
  const known = new WeakMap<PublicView, Map<string, Promise<LatencyHistory[]>>>()
  return (version, component) => {
    const ofView = known.get(version.view) ?? new Map<string, Promise<LatencyHistory[]>>()
    known.set(version.view, ofView)
    const found = ofView.get(component) ?? lookUp(version, component)
    ofView.set(component, found)
    return found
  }
}
