/** How a page is looked at. */
export interface Look {
  /** CSS pixels. */
  width: number
  colorScheme: 'light' | 'dark'
}

const WIDTHS = [360, 768, 1280] as const
const SCHEMES = ['light', 'dark'] as const

/** Every way of looking at a page. */
export const ALL_LOOKS: readonly Look[] = WIDTHS.flatMap((width) =>
  SCHEMES.map((colorScheme) => ({ width, colorScheme })),
)

/**
 * The looks of the n-th page, so few that all are soon seen: each page has every width and both schemes, and with the
 * pages beside it every pair of what can be chosen.
 */
export function pairwiseLooks(n: number): Look[] {
  return WIDTHS.map((width, k) => ({ width, colorScheme: SCHEMES[(n + k) % 2] ?? 'light' }))
}

declare module 'vitest' {
  interface ProvidedContext {
    /** `all`, or else pairs. */
    looks?: 'all'
  }
}
