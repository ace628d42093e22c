import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import type { HistoryMonth } from '#domain/history-month.ts'
import type { Speech } from '#domain/language.ts'
import type { LatencyHistory } from '#domain/latency.ts'
import type { Tense } from '#domain/past.ts'
import type { PublicIncident } from '#domain/public-incident.ts'
import type { PublicOccurrence } from '#domain/public-occurrence.ts'
import type { PublicComponent, PublicView } from '#domain/public-view.ts'
import { loadAssets } from './publish/assets.ts'
import type { Document } from './publish/document.ts'

export interface Site {
  /** The page at `path`, with its query where it has one, as HTML in a language, with what it is about where that is one thing. */
  renderPage(path: string, view: PublicView, about: PageSubject, speech: Speech): Promise<string>
  /** Its styles and icon, by path. */
  assets: ReadonlyMap<string, Document>
}

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

/** Lets other work be done before the next piece of a page is drawn. */
type Breathe = () => Promise<void>

/** What the built site exports; see `site/adapter.ts`. */
interface SiteEntry {
  render(
    request: Request,
    locals: { view: PublicView; speech: Speech; breathe: Breathe } & PageSubject,
  ): Promise<Response>
}

/** Loads the built site from `dist/`. */
export async function loadSite(dist: string, at: number): Promise<Site> {
  const entry: SiteEntry = await import(pathToFileURL(join(dist, 'site.js')).href)
  return {
    renderPage: async (path, view, about, speech) => {
      const locals = { view, speech, ...about, breathe: createBreath() }
      const response = await entry.render(new Request(new URL(path, view.page.url)), locals)
      if (!response.ok) throw new Error(`The page ${path} was rendered with status ${response.status}`)
      return response.text()
    },
    assets: await loadAssets(join(dist, 'site/client'), at),
  }
}

/** Pieces are begun together; each waits for the turn of the loop after that of the one before. */
function createBreath(): Breathe {
  let last: Promise<void> = Promise.resolve()
  return () => {
    last = last.then(() => nextTurn())
    return last
  }
}
