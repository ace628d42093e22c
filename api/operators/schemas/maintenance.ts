import * as z from 'zod'
import { occurrence } from '../../publish/schemas/maintenance.ts'
import { instant, nextCursor, timezone } from '../../publish/schemas/scalars.ts'
import type { toOperatorOccurrences, toSeriesJson } from '../maintenance-json.ts'
import { revision } from './revision.ts'

/** An occurrence as operators see it. */
export const operatorOccurrence = occurrence
  .extend({
    revision,
    handledAt: instant.nullable().describe('When a person first changed it by itself; null while none has.'),
  })
  .meta({
    id: 'OperatorOccurrence',
    description: 'An occurrence as operators see it, private components too.',
  }) satisfies z.ZodType<Awaited<ReturnType<typeof toOperatorOccurrences>>[number]>

/** What operators get at `/api/maintenance`. */
export const operatorOccurrencePage = z
  .object({ maintenance: z.array(operatorOccurrence), nextCursor })
  .meta({ id: 'OperatorOccurrencePage', description: 'Occurrences as operators see them.' })

const wallTimes = z
  .object({ timezone, startsAt: z.string(), endsAt: z.string() })
  .meta({ id: 'WallTimes', description: 'Both ends by one clock: RFC 3339 with its offset.' })

/** The answer of `/api/maintenance/preview`. */
export const preview = z
  .object({
    occurrences: z.array(
      z.object({
        startsAt: instant,
        endsAt: instant,
        local: wallTimes,
        zone: wallTimes.nullable().describe('By the clock of the zone asked for; null when none was.'),
      }),
    ),
  })
  .meta({
    id: 'Preview',
    description: 'The next twelve times of work that is not planned yet; fewer where there are no more.',
  })

/** Recurring work as a whole. */
export const series = z
  .object({
    id: z.string().meta({ examples: ['ser_1b5z8m2x4k6q0w3e7r9t'] }),
    origin: z.enum(['file', 'api']).describe('Whether the configuration file plans it, or an operator did.'),
    title: z.string(),
    description: z.string(),
    components: z.array(z.string()),
    expect: z.array(z.string()),
    startsAt: z.string().describe('The first start, by the clock of its time zone.'),
    durationMinutes: z.number(),
    timezone,
    rrule: z.string().nullable().describe('A rule of RFC 5545.'),
    noticeDays: z.number(),
    revision,
    cancelledAt: instant.nullable(),
  })
  .meta({ id: 'Series', description: 'Recurring work as a whole.' }) satisfies z.ZodType<
  ReturnType<typeof toSeriesJson>
>
