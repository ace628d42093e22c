import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { extname, join } from 'node:path'
import { type Content, type Document, toDocument } from './document.ts'

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
}
export const FOR_EVER = 'public, max-age=31536000, immutable'
export const FOR_AN_HOUR = 'public, max-age=3600'

/** The site's own files (styles, icon) as documents by path; a file whose kind has no known type is left out. */
export async function loadAssets(folder: string, at: number): Promise<ReadonlyMap<string, Document>> {
  const assets = new Map<string, Document>()
  for (const file of listFiles(folder)) {
    const type = TYPES[extname(file)]
    if (!type) continue
    // A name under /_astro/ holds a hash of its content.
    const cacheControl = file.startsWith('_astro/') ? FOR_EVER : FOR_AN_HOUR
    const content: Content = { type, role: 'part', cacheControl, evidenceAt: null, ...readEncoded(join(folder, file)) }
    assets.set(`/${file}`, await toDocument(content, { at, before: undefined }))
  }
  return assets
}

/** A file, with what the build made of it compressed. */
function readEncoded(file: string): { body: Buffer; encoded: Document['encoded'] } {
  const readIfThere = (path: string) => (existsSync(path) ? readFileSync(path) : undefined)
  const [br, gzip] = [readIfThere(`${file}.br`), readIfThere(`${file}.gz`)]
  return { body: readFileSync(file), encoded: { ...(br && { br }), ...(gzip && { gzip }) } }
}

function listFiles(folder: string): string[] {
  if (!existsSync(folder)) return []
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return names.map((name) => name.replaceAll('\\', '/')).filter((name) => statSync(join(folder, name)).isFile())
}
