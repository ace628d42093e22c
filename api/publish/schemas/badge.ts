import * as z from 'zod'

/** `/badge/{component}.json`. */
export const badge = z
  .object({
    schemaVersion: z.literal(1),
    label: z.string(),
    message: z.string(),
    color: z.string().regex(/^#[0-9a-f]{6}$/),
  })
  .meta({ id: 'Badge', description: 'What shields.io draws: its endpoint document.' })
