import * as z from 'zod'
import { LATENCY_WINDOWS } from '#domain/latency.ts'
import { instant } from './scalars.ts'

const percentile = z.number().min(0).nullable()

/** `/api/components/{id}/latency`. */
export const latency = z
  .object({
    component: z.string(),
    window: z.enum(LATENCY_WINDOWS),
    buckets: z
      .array(
        z.object({
          at: instant.describe('When the bucket begins.'),
          count: z.int().min(0).describe('How many answers there were.'),
          p50Ms: percentile,
          p95Ms: percentile,
          p99Ms: percentile,
        }),
      )
      .describe('Oldest first; the last is not over yet. Percentiles are null where nothing answered.'),
  })
  .meta({ id: 'Latency', description: 'How fast the checks that decide a status were answered, within 1 %.' })
