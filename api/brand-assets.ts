import { type Brand, type BrandFile, brandFiles } from '#domain/brand.ts'
import { FOR_AN_HOUR } from './publish/assets.ts'
import { type Document, toDocument } from './publish/document.ts'

export interface BrandAssets {
  /** The files of the site and, in their place, those of the brand. */
  assets: ReadonlyMap<string, Document>
  /** Takes another brand into use. */
  wear(brand: Brand, at: number): Promise<void>
}

/** The site's own files with those of a brand, which the configuration may change. */
export function createBrandAssets(site: ReadonlyMap<string, Document>): BrandAssets {
  const assets = new Map(site)
  return {
    assets,
    wear: async (brand, at) => {
      const files = brandFiles(brand)
      const made = await Promise.all(files.map((file) => toAsset(file, at, assets.get(file.path))))
      for (const path of assets.keys()) if (!site.has(path)) assets.delete(path)
      for (const [n, { path }] of files.entries()) assets.set(path, made[n] as Document)
    },
  }
}

function toAsset({ type, body }: BrandFile, at: number, before: Document | undefined): Promise<Document> {
  const bytes = typeof body === 'string' ? body : Buffer.from(body)
  return toDocument({ type, role: 'part', body: bytes, cacheControl: FOR_AN_HOUR, evidenceAt: null }, { at, before })
}
