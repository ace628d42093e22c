import type { HistoryMonth } from '#domain/history-month.ts'
import { LANGUAGE_PARAMETER, LANGUAGES, type Language, type Speech } from '#domain/language.ts'
import type { LatencyHistory } from '#domain/latency.ts'
import type { Tense } from '#domain/past.ts'
import type { PublicIncident } from '#domain/public-incident.ts'
import type { PublicOccurrence } from '#domain/public-occurrence.ts'
import type { PublicComponent, PublicView } from '#domain/public-view.ts'
import { noSuch } from '../problem.ts'
import type { DemandRenderer } from './demand.ts'
import type { Renderer } from './edition.ts'
import { expectParameters } from './query.ts'
import { pageIn } from './variant.ts'

export const HTML_TYPE = 'text/html; charset=utf-8'

/** The one thing that a page is about. */
export interface PageSubject {
  incident?: PublicIncident
  component?: PublicComponent
  /** How fast it answered, a window each; `null` where the record cannot be read. */
  latency?: readonly LatencyHistory[] | null
  occurrence?: PublicOccurrence
  month?: HistoryMonth
  /** In which sense a page of the past is told, and when it is asked for. */
  past?: { tense: Tense; now: number }
  /** Why a request cannot be answered; the texts are empty of one that nobody asked. */
  problem?: { code: string; status: number; detail: string; requestId: string }
  /** The OpenAPI document. */
  api?: object
}

/** Draws the page at a path, with its query where it has one, as HTML in a language, with what it is about where that is one thing. */
export type RenderPage = (path: string, view: PublicView, about: PageSubject, speech: Speech) => Promise<string>

/** The page itself in each language: for readers who prefer it, and for those who chose it by the address. */
export function mainPages(renderPage: RenderPage): Renderer[] {
  return LANGUAGES.flatMap((language) => {
    const draw = onceForEach((view) => renderPage('/', view, {}, { language, isChosen: true }))
    const common = { type: HTML_TYPE, vary: 'Accept, Accept-Language', language }
    return [
      {
        ...common,
        path: pageIn({ language, isChosen: false }),
        render: async (view) => withoutChoice(await draw(view), language),
      },
      { ...common, path: pageIn({ language, isChosen: true }), render: draw },
    ]
  })
}

function onceForEach(draw: (view: PublicView) => Promise<string>): (view: PublicView) => Promise<string> {
  const drawn = new WeakMap<PublicView, Promise<string>>()
  return (view) => {
    const page = drawn.get(view) ?? draw(view)
    drawn.set(view, page)
    return page
  }
}

/** A page as it is for who did not choose its language: the same but for its links, and drawn in a fraction of the time. */
function withoutChoice(page: string, language: Language): string {
  return page.replaceAll(
    new RegExp(`( href="/[^"#]*?)(?:[?]|&(?:#38;|amp;)?)${LANGUAGE_PARAMETER}=${language}(?=["#])`, 'g'),
    '$1',
  )
}

/** The pages that are about one thing. */
export function pageRenderers(renderPage: RenderPage): DemandRenderer[] {
  return [
    {
      path: '/incidents/:id',
      type: HTML_TYPE,
      inLanguages: true,
      parameters: [],
      render: async ({ view, incident: find }, id, query, speech) => {
        expectParameters(query, [])
        const incident = view.incidents.find((one) => one.id === id) ?? (await find(id))
        if (!incident) throw noSuch('incident', id)
        return renderPage(`/incidents/${id}`, view, { incident }, speech)
      },
    },
    {
      path: '/maintenance/:id',
      type: HTML_TYPE,
      inLanguages: true,
      parameters: [],
      render: async ({ view, occurrence: find }, id, query, speech) => {
        expectParameters(query, [])
        const occurrence = await find(id, view.at)
        if (!occurrence) throw noSuch('maintenance', id)
        return renderPage(`/maintenance/${id}`, view, { occurrence }, speech)
      },
    },
  ]
}
