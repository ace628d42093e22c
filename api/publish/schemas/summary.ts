import * as z from 'zod'
import { summaryComponent } from './component.ts'
import { incident } from './incident.ts'
import { occurrence } from './maintenance.ts'
import { instant, status, timezone, url } from './scalars.ts'

/** `/api/summary`. */
export const summary = z
  .object({
    page: z.object({ name: z.string(), url, timezone }),
    status,
    description: z.string().describe('The overall status in plain words.'),
    updatedAt: instant.describe('The instant that all of this is of.'),
    evidenceAt: instant.nullable().describe('The newest definite result behind it; null when there is none.'),
    staleAfterSeconds: z.number().min(0).describe('How old evidence may be before it says nothing any more.'),
    components: z.array(summaryComponent).describe('In configured order.'),
    incidents: z.array(incident).describe('Those that are not resolved.'),
    maintenance: z.array(occurrence).describe('In progress, then those of the next 30 days, and always the next one.'),
  })
  .meta({ id: 'Summary', description: 'The whole page as one document.' })
