import * as z from 'zod'
import { EVENT_KINDS, OCCURRENCE_STATES } from '#domain/maintenance.ts'
import type { toOccurrenceJson } from '../maintenance-document.ts'
import { instant, nextCursor, timezone, url } from './scalars.ts'

/** `/api/maintenance/{id}`. */
export const occurrence = z
  .object({
    id: z.string().meta({ examples: ['mnt_7q0d5x2m8k4w6e1r3t9y'] }),
    seriesId: z.string().nullable().describe('The id of the series that it belongs to.'),
    title: z.string(),
    description: z.string().describe('Markdown as written.'),
    html: z.string().describe('The same as HTML that is safe on any page.'),
    state: z.enum(OCCURRENCE_STATES),
    startsAt: instant,
    endsAt: instant,
    timezone,
    movedFrom: instant.nullable().describe('The start first announced, when it was moved.'),
    extendedFrom: instant.nullable().describe('The end first announced, when it was extended.'),
    components: z.array(z.string()).describe('Ids of the components that are worked on.'),
    expect: z.array(z.string()).describe('What to expect meanwhile, a sentence each.'),
    announcedAt: instant,
    startedAt: instant.nullable(),
    endedAt: instant.nullable(),
    cancelledAt: instant.nullable(),
    events: z
      .array(z.object({ id: z.string(), kind: z.enum(EVENT_KINDS), at: instant }))
      .describe('What has become of it, each once.'),
    url,
  })
  .meta({ id: 'Occurrence', description: 'One of the times of planned work.' }) satisfies z.ZodType<
  ReturnType<typeof toOccurrenceJson>
>

/** `/api/maintenance`. */
export const occurrencePage = z
  .object({ maintenance: z.array(occurrence), nextCursor })
  .meta({ id: 'OccurrencePage', description: 'Occurrences of maintenance.' })
