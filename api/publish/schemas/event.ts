import * as z from 'zod'
import type { ViewEvent } from '../view-events.ts'
import { reason } from './component.ts'
import { incident } from './incident.ts'
import { occurrence } from './maintenance.ts'
import { instant, status } from './scalars.ts'

const statusEvent = z
  .object({
    status,
    components: z.array(z.object({ id: z.string(), status, since: instant.nullable(), reason: reason.nullable() })),
  })
  .meta({ id: 'StatusEvent', description: 'The status of the whole and of every component.' })

const eventOf = <Kind extends ViewEvent['kind'], Data extends z.ZodType>(kind: Kind, data: Data) =>
  z.object({ id: z.string().regex(/^\d+$/).describe('Grows.'), event: z.literal(kind), data })

/** One event of `/api/events`. */
export const event = z
  .union([eventOf('status', statusEvent), eventOf('incident', incident), eventOf('maintenance', occurrence)])
  .meta({ id: 'Event', description: 'One event of the stream; its data is JSON.' })
