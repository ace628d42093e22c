import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import type { Speech } from '#domain/language.ts'
import type { PublicView } from '#domain/public-view.ts'
import { loadAssets } from './publish/assets.ts'
import type { Document } from './publish/document.ts'
import type { PageSubject, RenderPage } from './publish/pages.ts'

export interface Site {
  renderPage: RenderPage
  /** Its styles and icon, by path. */
  assets: ReadonlyMap<string, Document>
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
