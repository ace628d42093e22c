import * as z from 'zod'
import { IMPACTS, STATUSES } from '#domain/status.ts'

export const status = z
  .enum(STATUSES)
  .meta({ id: 'Status', description: 'How a component does, best to worst. Of what nobody knows it says unknown.' })

export const impact = z
  .enum(IMPACTS)
  .meta({ id: 'Impact', description: 'What a component suffers by an incident, mildest first.' })

export const instant = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  .meta({
    id: 'Instant',
    format: 'date-time',
    description: 'RFC 3339 with milliseconds, in UTC.',
    examples: ['2026-11-23T10:00:02.000Z'],
  })

/** The address of a page. */
export const url = z.string().meta({ format: 'uri' })

/** Part of a whole; `null` where there was none. */
export const ratio = z.number().min(0).max(1).nullable()

export const timezone = z.string().meta({ description: 'IANA time zone.', examples: ['America/New_York'] })

/** Where a list goes on. */
export const nextCursor = z.string().nullable().describe('The cursor of the next page; null on the last one.')
