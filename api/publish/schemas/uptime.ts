import * as z from 'zod'
import { STATUSES, type Status } from '#domain/status.ts'
import type { StatusMs } from '#domain/uptime.ts'
import { instant, ratio, status, timezone } from './scalars.ts'

const lasted = z.number().min(0)
const ms = z
  .object(Object.fromEntries(STATUSES.map((one) => [one, lasted])) as Record<Status, typeof lasted>)
  .meta({ id: 'StatusMs', description: 'How long each status lasted, in ms.' }) satisfies z.ZodType<StatusMs>

const figures = {
  uptime: ratio.describe('Up time over observed time; null when nothing was observed.'),
  coverage: ratio.describe('Observed time over the time that was not maintenance; null when all of it was.'),
  worst: status.describe('The most severe status that lasted at all; unknown only when nothing else did.'),
  ms,
}

const bar = z
  .object({ date: z.iso.date(), from: instant, to: instant, ...figures })
  .meta({ id: 'DayBar', description: "One calendar day of the page's time zone, clipped to the window." })

/** `/api/components/{id}/uptime`. */
export const uptime = z
  .object({
    component: z.string(),
    from: instant,
    to: instant,
    timezone,
    ...figures,
    days: z.array(bar),
    intervals: z
      .array(z.object({ from: instant, to: instant, status }))
      .describe('The timeline that all of it was reckoned from. What it leaves out is unknown.'),
  })
  .meta({ id: 'Uptime', description: 'How a component did over a window, and from what that was reckoned.' })
