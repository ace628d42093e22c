import * as z from 'zod'
import { accentOf, contrast, LEAST_CONTRAST, PAGE_COLORS } from '#domain/accent.ts'

const color = z
  .string()
  .regex(/^#[0-9a-f]{6}$/i, 'a colour such as #0b5fff')
  .transform((text) => text.toLowerCase())

const legibleOn = (scheme: 'light' | 'dark') =>
  color.refine(
    (text) => contrast(text, PAGE_COLORS[scheme]) >= LEAST_CONTRAST,
    `a contrast of at least ${LEAST_CONTRAST}:1 with ${PAGE_COLORS[scheme]}`,
  )

/** One colour, made legible in the light and in the dark, or one for each that is. */
export const accent = z
  .union(
    [color.transform(accentOf), z.strictObject({ light: legibleOn('light'), dark: legibleOn('dark') })],
    'a colour such as #0b5fff, or light and dark',
  )
  .meta({ title: 'colour, or `{ light, dark }`' })
  .describe('The colour of the name, of links and of what is focused')
