import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Brand } from '#domain/brand.ts'
import { type BrandAssets, createBrandAssets } from './brand-assets.ts'
import type { DemandRenderer } from './publish/demand.ts'
import type { Renderer } from './publish/edition.ts'
import type { RenderPage } from './publish/pages.ts'
import { demandRenderers, publicRenderers } from './publish/renderers.ts'
import { loadSite } from './site.ts'

/** What everything public is made with. */
export interface OpenSite extends BrandAssets {
  renderPage: RenderPage
  renderers: readonly Renderer[]
  demandRenderers: readonly DemandRenderer[]
}

/** Opens the site as it was built into `dist`, in a brand. */
export async function openSite(dist: string, brand: Brand, at: number): Promise<OpenSite> {
  const { renderPage, assets: ofSite } = await loadSite(dist, at)
  const { assets, wear } = createBrandAssets(ofSite)
  await wear(brand, at)
  const api = await readFile(join(dist, 'openapi.json'), 'utf8')
  return {
    ...{ renderPage, assets, wear },
    renderers: publicRenderers(renderPage, api),
    demandRenderers: demandRenderers(renderPage, api),
  }
}
