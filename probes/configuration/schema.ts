import * as z from 'zod'
import { ruleFault } from '#domain/recurrence.ts'
import { OUTCOMES } from '#domain/result.ts'
import { accent } from './accent-schema.ts'
import { advice, guide, help } from './advice-schema.ts'
import { check } from './check-schema.ts'
import { localizedLine } from './localized-text.ts'
import { deadline, duration, host, href, id, interval, line, port, timezone } from './scalars.ts'
import { slo } from './slo-schema.ts'

const DAY_MS = 86_400_000
/** What is shorter could be gone before it is rolled up; what is longer is for the roll-ups. */
const retention = duration.refine((ms) => ms >= DAY_MS && ms <= 400 * DAY_MS, 'from 1d to 400d')

const link = z.strictObject({ label: localizedLine, href })

const page = z.strictObject({
  name: line,
  timezone: timezone.default('UTC'),
  links: z.array(link).max(10).default([]),
  support: z.array(link).max(10).default([]),
  logo: z.string().min(1).max(500).optional().describe('A file beside this one: an SVG or a PNG of at most 64 KB'),
  accent: accent.optional(),
})

const defaults = z
  .strictObject({
    every: interval.default(30_000),
    timeout: deadline.default(5000),
    failAfter: z.int().min(1).max(100).default(3),
    recoverAfter: z.int().min(1).max(100).default(2),
    retryEvery: interval.default(2000),
  })
  .prefault({})

const group = z.strictObject({ id, name: localizedLine })

const component = z.strictObject({
  id,
  name: localizedLine,
  description: localizedLine.optional(),
  group: id.optional(),
  private: z.boolean().default(false),
  advice: advice.describe('What its readers can do, by reason code; goes before the advice for all components'),
  slo: slo.optional().describe('The uptime that is promised of it'),
  checks: z.array(check).max(50).default([]),
})

const rrule = z.string().superRefine((rule, context) => {
  const expected = ruleFault(rule)
  if (expected) context.addIssue(expected)
})

const maintenance = z.strictObject({
  id,
  title: localizedLine,
  components: z.array(id).min(1),
  rrule: rrule.optional(),
  startsAt: z.string().refine(isWallClock, 'a wall-clock time such as 2026-01-04T02:00:00'),
  timezone: timezone.optional(),
  durationMinutes: z.int().min(1).max(10_080),
  noticeDays: z.int().min(0).max(365).default(7),
  expect: z.array(localizedLine).max(10).default([]),
})

const automaticIncidents = z.union(
  [
    z.literal(false),
    z.strictObject({
      after: duration.refine((ms) => ms >= 10_000 && ms <= DAY_MS, 'from 10s to 1d').default(300_000),
      publish: z.boolean().default(false),
    }),
  ],
  'false, or after and publish',
)

const errorCode = z.strictObject({ outcome: z.enum(OUTCOMES), text: localizedLine })

const network = z.union([z.cidrv4(), z.cidrv6(), z.ipv4(), z.ipv6()], 'an address or a network such as 10.0.0.0/8')

/** A list, or one text with commas, so that a variable can hold several. */
const networks = z.union(
  [
    z.array(network),
    z
      .string()
      .transform((text) => text.split(/[\s,]+/).filter(Boolean))
      .pipe(z.array(network)),
  ],
  'addresses or networks such as 10.0.0.0/8',
)

const control = z.strictObject({ kind: z.literal('tcp'), host, port })

/** The configuration file as it is written; its JSON Schema and its validation come from here. */
export const configurationSchema = z.strictObject({
  page,
  defaults,
  groups: z.array(group).max(100).default([]),
  errorCodes: z.record(z.string().regex(/^[A-Z][A-Z0-9_]{1,39}$/, 'a code such as SYNC_001'), errorCode).default({}),
  resetField: z.string().min(1).max(100).default('resetAt').describe('Where the JSON of a 429 says when to return'),
  keepResults: retention
    .default(7 * DAY_MS)
    .describe('How long results are kept one by one; what they made of a day is kept for longer'),
  controls: z.array(control).max(10).default([]).describe('Reachable unless our own network is gone'),
  proxies: networks.default([]).describe('Whose X-Forwarded-For is believed'),
  egress: z.strictObject({ allow: networks.default([]) }).prefault({}),
  components: z.array(component).min(1).max(1000),
  maintenance: z.array(maintenance).max(100).default([]),
  guide,
  advice: advice.describe('What readers of a component can do, by the reason code of what is wrong with it'),
  help: help.describe('What readers can try whatever is wrong: sections below the components'),
  automaticIncidents: automaticIncidents
    .default({ after: 300_000, publish: false })
    .describe('When what the checks see becomes an incident: a draft, unless it is published at once'),
})

export type WrittenConfiguration = z.infer<typeof configurationSchema>

function isWallClock(text: string): boolean {
  const at = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/.test(text) ? Date.parse(`${text}Z`) : Number.NaN
  // A day that its month does not have would silently be one of the next.
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text)
}

/** The JSON Schema by which an editor completes and checks the file. */
export function jsonSchema(): object {
  return z.toJSONSchema(configurationSchema, { io: 'input', target: 'draft-7' })
}
