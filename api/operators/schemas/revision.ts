import * as z from 'zod'

/** How often a resource was changed: with its id, its ETag. */
export const revision = z.int().min(1).meta({ description: 'How often it was changed, from 1: part of its ETag.' })
