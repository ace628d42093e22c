import * as z from 'zod'
import { incident } from '../../publish/schemas/incident.ts'
import { instant, nextCursor } from '../../publish/schemas/scalars.ts'
import type { toOperatorIncident } from '../incident-json.ts'
import { revision } from './revision.ts'

/** An incident as operators see it. */
export const operatorIncident = incident
  .extend({
    revision,
    private: z.boolean().describe('Whether it is kept from visitors for good.'),
    publishedAt: instant.nullable().describe('Null of a draft.'),
    touchedAt: instant.nullable().describe('Null while no person has written to it.'),
  })
  .meta({
    id: 'OperatorIncident',
    description: 'An incident as operators see it: drafts and private ones too.',
  }) satisfies z.ZodType<ReturnType<typeof toOperatorIncident>>

/** What operators get at `/api/incidents`. */
export const operatorIncidentPage = z
  .object({ incidents: z.array(operatorIncident), nextCursor })
  .meta({ id: 'OperatorIncidentPage', description: 'Incidents as operators see them, newest start first.' })
