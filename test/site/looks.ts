import { LANGUAGES, type Language } from '#domain/language.ts'

/** How a page is looked at. */
export interface Look {
  /** CSS pixels. */
  width: number
  colorScheme: 'light' | 'dark'
  language: Language
}

const WIDTHS = [360, 768, 1280] as const
const SCHEMES = ['light', 'dark'] as const

/** Every way of looking at a page. */
export const ALL_LOOKS: readonly Look[] = WIDTHS.flatMap((width) =>
  SCHEMES.flatMap((colorScheme) => LANGUAGES.map((language) => ({ width, colorScheme, language }))),
)

/**
 * The looks of the n-th page, so few that all are soon seen: each page has every width, both schemes and both
 * languages, and any four pages in a row have every pair of what can be chosen.
 */
export function pairwiseLooks(n: number): Look[] {
  return WIDTHS.map((width, k) => ({
    width,
    colorScheme: SCHEMES[(n + k) % SCHEMES.length] ?? 'light',
    language: LANGUAGES[(Math.floor(n / SCHEMES.length) + k) % LANGUAGES.length] ?? 'en',
  }))
}

declare module 'vitest' {
  interface ProvidedContext {
    /** `all`, or else pairs. */
    looks?: 'all'
  }
}
