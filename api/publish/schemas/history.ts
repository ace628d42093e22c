import * as z from 'zod'
import type { ExportRow } from '../export/rows.ts'
import { impact, instant, ratio } from './scalars.ts'

const row = z
  .object({
    kind: z.enum(['incident', 'maintenance', 'day']),
    id: z.string(),
    title: z.string(),
    components: z.string().describe('Ids, with spaces between.'),
    status: z.string().describe('The status of an incident, the state of a maintenance, the worst status of a day.'),
    impact: impact.nullable(),
    from: instant,
    to: instant.nullable(),
    uptime: ratio,
    coverage: ratio,
  })
  .meta({
    id: 'HistoryRow',
    description: "An incident, an occurrence of maintenance, or a component's day.",
  }) satisfies z.ZodType<ExportRow>

/** `/export/history.json`. */
export const history = z
  .object({ history: z.array(row) })
  .meta({ id: 'History', description: 'Everything on record: incidents first, each kind newest first.' })
