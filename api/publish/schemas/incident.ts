import * as z from 'zod'
import { INCIDENT_STATUSES } from '#domain/incident.ts'
import type { toIncidentJson } from '../incidents-document.ts'
import { impact, instant, nextCursor, url } from './scalars.ts'

const incidentStatus = z
  .enum(INCIDENT_STATUSES)
  .meta({ id: 'IncidentStatus', description: 'How far an incident has come.' })

const componentImpact = z
  .object({ id: z.string().describe('The id of a component.'), impact })
  .meta({ id: 'ComponentImpact', description: 'What a component suffers.' })

const update = z
  .object({
    id: z.string().meta({ examples: ['upd_9x1c7d2m4k8q0w3e5r6t'] }),
    status: incidentStatus,
    at: instant,
    body: z.string().describe('Markdown as written.'),
    html: z.string().describe('The same as HTML that is safe on any page.'),
    components: z.array(componentImpact).describe('What is suffered from then on.'),
  })
  .meta({ id: 'IncidentUpdate', description: 'One dated message.' })

/** `/api/incidents/{id}`. */
export const incident = z
  .object({
    id: z.string().meta({ examples: ['inc_4k2m8x0q6w1e7r3t5y9u'] }),
    title: z.string(),
    status: incidentStatus,
    impact: impact.nullable().describe('The worst of its components; once resolved, of its last unresolved moment.'),
    components: z.array(componentImpact),
    startedAt: instant,
    resolvedAt: instant.nullable(),
    createdAt: instant,
    updatedAt: instant,
    nextUpdateBy: instant.nullable().describe('When the next update was promised for.'),
    automatic: z.boolean().describe('Whether it was opened by what the checks saw.'),
    postmortem: z.string().nullable().describe('What was learned, as Markdown.'),
    postmortemHtml: z.string().nullable(),
    url,
    updates: z.array(update).describe('Newest first.'),
  })
  .meta({ id: 'Incident', description: 'A disturbance told to visitors.' }) satisfies z.ZodType<
  ReturnType<typeof toIncidentJson>
>

/** `/api/incidents`. */
export const incidentPage = z
  .object({ incidents: z.array(incident), nextCursor })
  .meta({ id: 'IncidentPage', description: 'Incidents, newest start first.' })
