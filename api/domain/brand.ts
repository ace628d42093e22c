import type { Accent } from './accent.ts'

/** A picture as its file has it. */
export interface Logo {
  type: 'image/svg+xml' | 'image/png'
  body: Uint8Array
  /** In px; only their ratio matters. */
  width: number
  height: number
}

/** How a page tells whose it is, besides its name. */
export interface Brand {
  logo: Logo | null
  accent: Accent | null
}

/** What a page refers to of its brand. */
export interface PublicBrand {
  logo: { path: string; width: number; height: number } | null
  /** Where its style is; `null` where it needs none. */
  style: string | null
}

/** A file of a brand, as it is served. */
export interface BrandFile {
  path: string
  type: string
  body: string | Uint8Array
}

const STYLE_PATH = '/brand.css'
const LOGO_PATHS = { 'image/svg+xml': '/logo.svg', 'image/png': '/logo.png' } as const

export function publicBrand({ logo, accent }: Brand): PublicBrand {
  return {
    logo: logo && { path: LOGO_PATHS[logo.type], width: logo.width, height: logo.height },
    style: logo || accent ? STYLE_PATH : null,
  }
}

/** What a brand needs besides what every page has: nothing where there is none. */
export function brandFiles({ logo, accent }: Brand): BrandFile[] {
  const rules = [...(accent ? accentRules(accent) : []), ...(logo ? LOGO_RULES : [])]
  return [
    ...(logo ? [{ path: LOGO_PATHS[logo.type], type: logo.type, body: logo.body }] : []),
    ...(rules.length > 0 ? [{ path: STYLE_PATH, type: 'text/css; charset=utf-8', body: rules.join('') }] : []),
  ]
}

function accentRules({ light, dark }: Accent): string[] {
  return [
    `:root{--accent:light-dark(${light},${dark})}`,
    'header a{color:var(--accent)}',
    'a{text-decoration-color:var(--accent)}',
    ':focus-visible{outline-color:var(--accent)}',
  ]
}

const LOGO_RULES = ['header img{height:1.75rem;width:auto;max-width:60%;margin-right:.625rem;vertical-align:middle}']
