import * as z from 'zod'
import { INCIDENT_STATUSES } from '#domain/incident.ts'
import { STATUSES } from '#domain/status.ts'
import { url } from '../schemas/scalars.ts'
import type { StatuspageComponent } from './components.ts'
import type { toIncident } from './incidents.ts'
import type { toMaintenance } from './maintenances.ts'
import { INDICATORS } from './status.ts'

/** Ids here are 12 characters, made of ours. */
const id = z.string().regex(/^[0-9a-z]{12}$/)
const time = z.string().meta({ format: 'date-time', description: "With milliseconds, in the page's time zone." })
const componentStatus = z.enum(STATUSES).exclude(['unknown'])

const component = z
  .object({
    id,
    name: z.string(),
    status: componentStatus,
    created_at: time,
    updated_at: time,
    position: z.int().min(1),
    description: z.string().nullable(),
    showcase: z.boolean(),
    start_date: z.iso.date().nullable(),
    group_id: id.nullable(),
    page_id: id,
    group: z.boolean(),
    only_show_if_degraded: z.boolean(),
    components: z.array(id).exactOptional().describe('Its members; only a group has them.'),
  })
  .meta({
    id: 'StatuspageComponent',
    description: 'A component or a group, as Statuspage gives it.',
  }) satisfies z.ZodType<StatuspageComponent>

const affected = z.object({
  code: id,
  name: z.string(),
  old_status: componentStatus,
  new_status: componentStatus,
})
const updateOf = <Words extends z.ZodType<string>>(status: Words) =>
  z.object({
    id,
    status,
    body: z.string(),
    incident_id: id,
    created_at: time,
    updated_at: time,
    display_at: time,
    affected_components: z.array(affected).nullable(),
    deliver_notifications: z.boolean(),
    custom_tweet: z.null(),
    tweet_id: z.null(),
  })

const told = {
  id,
  name: z.string(),
  created_at: time,
  updated_at: time,
  resolved_at: time.nullable(),
  shortlink: url,
  started_at: time,
  page_id: id,
  components: z.array(component),
}

const incident = z
  .object({
    ...told,
    status: z.enum(INCIDENT_STATUSES),
    impact: z.enum(INDICATORS),
    monitoring_at: time.nullable(),
    incident_updates: z.array(updateOf(z.enum(INCIDENT_STATUSES))),
    reminder_intervals: z.null(),
  })
  .meta({ id: 'StatuspageIncident', description: 'An incident, as Statuspage gives it.' }) satisfies z.ZodType<
  ReturnType<typeof toIncident>
>

const MAINTENANCE_STATUSES = ['scheduled', 'in_progress', 'completed'] as const
const maintenance = z
  .object({
    ...told,
    status: z.enum(MAINTENANCE_STATUSES),
    impact: z.literal('maintenance'),
    monitoring_at: z.null(),
    incident_updates: z.array(updateOf(z.enum(MAINTENANCE_STATUSES))),
    scheduled_for: time,
    scheduled_until: time,
  })
  .meta({
    id: 'StatuspageMaintenance',
    description: 'A time of maintenance, as Statuspage gives it.',
  }) satisfies z.ZodType<ReturnType<typeof toMaintenance>>

const page = z
  .object({ id, name: z.string(), url, time_zone: z.string(), updated_at: time })
  .meta({ id: 'StatuspagePage', description: 'The page, as Statuspage gives it.' })
const status = z
  .object({ indicator: z.enum(INDICATORS), description: z.string() })
  .meta({ id: 'StatuspageStatus', description: "Statuspage's one word for a whole page." })

/** The documents under `/api/v2`. */
export const statuspage = {
  summary: z.object({
    page,
    components: z.array(component),
    incidents: z.array(incident),
    scheduled_maintenances: z.array(maintenance),
    status,
  }),
  status: z.object({ page, status }),
  components: z.object({ page, components: z.array(component) }),
  incidents: z.object({ page, incidents: z.array(incident) }),
  maintenances: z.object({ page, scheduled_maintenances: z.array(maintenance) }),
}
