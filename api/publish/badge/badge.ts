import { escapeText } from '../escape.ts'
import { textWidth } from './text-width.ts'

/** What a badge says: of whom, and what, and in which colour. */
export interface Badge {
  label: string
  message: string
  /** `#rrggbb` */
  color: string
}

const SIZE = 11
const PADDING = 6
const HEIGHT = 20
const LABEL_COLOR = '#454a4f'

/** A flat badge as SVG: it scales, has a text for who cannot see it, and needs nothing from anywhere. */
export function drawBadge({ label, message, color }: Badge): string {
  const [left, right] = [boxWidth(label), boxWidth(message)]
  const width = left + right
  const name = escapeText(`${label}: ${message}`)
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${HEIGHT}" viewBox="0 0 ${width} ${HEIGHT}" role="img" aria-label="${name}">`,
    `<title>${name}</title>`,
    `<clipPath id="r"><rect width="${width}" height="${HEIGHT}" rx="3"/></clipPath>`,
    `<g clip-path="url(#r)"><rect width="${left}" height="${HEIGHT}" fill="${LABEL_COLOR}"/>`,
    `<rect x="${left}" width="${right}" height="${HEIGHT}" fill="${color}"/></g>`,
    `<g fill="#fff" font-family="Verdana,Geneva,DejaVu Sans,sans-serif" font-size="${SIZE}" text-anchor="middle">`,
    drawText(label, left / 2),
    drawText(message, left + right / 2),
    '</g></svg>',
  ].join('')
}

function boxWidth(text: string): number {
  return Math.ceil(textWidth(text, SIZE)) + 2 * PADDING
}

/** Whatever font there is draws the text as wide as it was measured. */
function drawText(text: string, x: number): string {
  const length = Math.ceil(textWidth(text, SIZE))
  return `<text x="${x}" y="14" textLength="${length}" lengthAdjust="spacingAndGlyphs" aria-hidden="true">${escapeText(text)}</text>`
}
