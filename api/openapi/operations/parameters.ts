import * as z from 'zod'
import { PAGE } from '../../publish/cursor.ts'
import type { Parameter } from '../operation.ts'

/** An instant in a query, which has passed. */
export const pastInstant = (description: string): Parameter => ({
  description,
  schema: z.string().meta({ format: 'date-time' }),
  example: '2026-11-01T07:00:00Z',
})

/** One of some words; the first unless said. */
export const word = (description: string, words: readonly string[], unlessSaid?: string): Parameter => {
  const schema = z.enum(words as [string, ...string[]])
  return { description, schema: unlessSaid === undefined ? schema : schema.default(unlessSaid) }
}

/** The id of something in the path. */
export const idOf = (what: string, example: string): Parameter => ({
  description: `The id of ${what}.`,
  schema: z.string(),
  example,
})

export const componentId = idOf('a component, as configured', 'api')
export const incidentId = idOf('an incident', 'inc_4k2m8x0q6w1e7r3t5y9u')
export const occurrenceId = idOf('an occurrence', 'mnt_7q0d5x2m8k4w6e1r3t9y')

/** In which language a page is. */
export const language: Parameter = {
  description: '`de` or `en`. Where it is neither or absent, `Accept-Language` decides.',
  schema: z.string(),
  example: 'de',
}

/** Which page of a list is asked for. */
export const page = {
  limit: {
    description: 'How many at most.',
    schema: z.int().min(PAGE.least).max(PAGE.most).default(PAGE.unlessSaid),
  },
  cursor: { description: 'The `nextCursor` of the page before.', schema: z.string() },
} as const satisfies Record<string, Parameter>
