import * as z from 'zod'
import { instant, nextCursor } from '../../publish/schemas/scalars.ts'

const entry = z
  .object({
    id: z.int().describe('Grows with each entry.'),
    at: instant,
    actor: z.string().describe('The name of the token, or of what acted by itself.'),
    actorId: z.string().nullable(),
    action: z.string().meta({ examples: ['incident.update'] }),
    subject: z.string().describe('The id of what it was done to.'),
    before: z.unknown().describe('What it was; null of something new.'),
    after: z.unknown().describe('What it became.'),
    requestId: z.string().nullable(),
  })
  .meta({ id: 'AuditEntry', description: 'Something that was done.' })

/** `/api/audit`. */
export const auditPage = z
  .object({ entries: z.array(entry), nextCursor })
  .meta({ id: 'AuditPage', description: 'Who changed what, newest first.' })
