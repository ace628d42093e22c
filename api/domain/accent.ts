/** A colour as `#rrggbb`, in the light and in the dark. */
export interface Accent {
  light: string
  dark: string
}

/** What the page is drawn on; see `site/styles/tokens.css`. */
export const PAGE_COLORS: Accent = { light: '#fdfdfc', dark: '#131415' }

/** The least contrast of text with what is behind it. @see WCAG 2.2, 1.4.3 */
export const LEAST_CONTRAST = 4.5

/**
 * The contrast of two colours.
 *
 * @returns 1–21
 * @see WCAG 2.2, "contrast ratio"
 */
export function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}

/** The accent that a colour makes: darkened and lightened as far as text in it can be read on the page. */
export function accentOf(color: string): Accent {
  return { light: legible(color, PAGE_COLORS.light, 0), dark: legible(color, PAGE_COLORS.dark, 255) }
}

/** The colour, mixed with as little black (0) or white (255) as makes it legible on a background. */
function legible(color: string, background: string, end: number): string {
  for (let percent = 0; percent < 100; percent++) {
    const mixed = toHex(channels(color).map((one) => Math.round(one + ((end - one) * percent) / 100)))
    if (contrast(mixed, background) >= LEAST_CONTRAST) return mixed
  }
  return toHex([end, end, end])
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = channels(color).map((one) => {
    const share = one / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function channels(color: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16))
}

function toHex(all: readonly number[]): string {
  return `#${all.map((one) => one.toString(16).padStart(2, '0')).join('')}`
}
