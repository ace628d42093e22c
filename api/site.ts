import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { PublicIncident } from '#domain/public-incident.ts'
import type { PublicOccurrence } from '#domain/public-occurrence.ts'
import type { PublicView } from '#domain/public-view.ts'
import { loadAssets } from './publish/assets.ts'
import type { Document } from './publish/document.ts'

export interface Site {
  /** The page at `path` as HTML, with what it is about where that is one thing. */
  renderPage(path: string, view: PublicView, about?: PageSubject): Promise<string>
  /** Its styles and icon, by path. */
  assets: ReadonlyMap<string, Document>
}

/** The one thing that a page is about. */
export interface PageSubject {
  incident?: PublicIncident
  occurrence?: PublicOccurrence
  /** The OpenAPI document. */
  api?: object
}

/** What the built site exports; see `site/adapter.ts`. */
interface SiteEntry {
  render(request: Request, locals: { view: PublicView } & PageSubject): Promise<Response>
}

/** Loads the built site from `dist/`. */
export async function loadSite(dist: string, at: number): Promise<Site> {
  const entry: SiteEntry = await import(pathToFileURL(join(dist, 'site.js')).href)
  return {
    renderPage: async (path, view, about = {}) => {
      const response = await entry.render(new Request(new URL(path, view.page.url)), { view, ...about })
      if (!response.ok) throw new Error(`The page ${path} was rendered with status ${response.status}`)
      return response.text()
    },
    assets: await loadAssets(join(dist, 'site/client'), at),
  }
}
