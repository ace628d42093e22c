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

const link = z.strictObject({ label: localizedLine.describe('What is read'), href: href.describe('Where it leads') })

const page = z.strictObject({
  name: line.describe('Whose page it is'),
  timezone: timezone.default('UTC').describe('In which days are counted and times are told'),
  links: z.array(link).max(10).default([]).describe('Links at the foot of the page'),
  support: z.array(link).max(10).default([]).describe('How to reach people'),
  logo: z.string().min(1).max(500).optional().describe('A file beside this one: an SVG or a PNG of at most 64 KB'),
  accent: accent.optional(),
})

const defaults = z
  .strictObject({
    every: interval.prefault('30s').describe('How often a check is asked, at least 1s'),
    timeout: deadline.prefault('5s').describe('The deadline over a whole probe, at most 10m'),
    failAfter: z.int().min(1).max(100).default(3).describe('So many failures in a row are believed'),
    recoverAfter: z.int().min(1).max(100).default(2).describe('So many successes in a row are believed'),
    retryEvery: interval.prefault('2s').describe('How soon a surprise is asked about again, at least 1s'),
  })
  .prefault({})
  .describe('What holds for each check that does not say otherwise')

const group = z.strictObject({
  id: id.describe('What components call it'),
  name: localizedLine.describe('What readers read'),
})

const component = z.strictObject({
  id: id.describe('What it is called in the API and on record; a new one begins a new history'),
  name: localizedLine.describe('What readers read'),
  description: localizedLine.optional().describe('What it does'),
  group: id.optional().describe('With which it is shown'),
  private: z.boolean().default(false).describe('On no public document'),
  advice: advice.describe('What its readers can do, by reason code; goes before the advice for all components'),
  slo: slo.optional().describe('The uptime that is promised of it'),
  checks: z.array(check).max(50).default([]).describe('What its status is made of; without any it is unknown'),
})

const rrule = z.string().superRefine((rule, context) => {
  const expected = ruleFault(rule)
  if (expected) context.addIssue(expected)
})

const maintenance = z.strictObject({
  id: id.describe('What it is called on record'),
  title: localizedLine.describe('What readers read'),
  components: z.array(id).min(1).describe('Which are under maintenance meanwhile'),
  rrule: rrule.optional().describe('When it recurs, as in RFC 5545; once unless said'),
  startsAt: z
    .string()
    .refine(isWallClock, 'a wall-clock time such as 2026-01-04T02:00:00')
    .describe('When it first begins, by the clock on the wall'),
  timezone: timezone.optional().describe("In which that clock hangs; the page's unless said"),
  durationMinutes: z.int().min(1).max(10_080).describe('How long it lasts'),
  noticeDays: z.int().min(0).max(365).default(7).describe('How many days before it is announced'),
  expect: z.array(localizedLine).max(10).default([]).describe('What readers will notice'),
})

const automaticIncidents = z.union(
  [
    z.literal(false),
    z.strictObject({
      after: duration
        .refine((ms) => ms >= 10_000 && ms <= DAY_MS, 'from 10s to 1d')
        .prefault('5m')
        .describe('How long it lasts before, 10s to 1d'),
      publish: z.boolean().default(false).describe('At once, without a person'),
    }),
  ],
  'false, or after and publish',
)

const errorCode = z.strictObject({
  outcome: z.enum(OUTCOMES).describe('What it makes of the result'),
  text: localizedLine.describe('What readers read'),
})

const network = z.union([z.cidrv4(), z.cidrv6(), z.ipv4(), z.ipv6()], 'an address or a network such as 10.0.0.0/8')

/** A list, or one text with commas, so that a variable can hold several. */
const networks = z
  .union(
    [
      z.array(network),
      z
        .string()
        .transform((text) => text.split(/[\s,]+/).filter(Boolean))
        .pipe(z.array(network)),
    ],
    'addresses or networks such as 10.0.0.0/8',
  )
  .meta({ title: 'list of networks, or one text with commas' })

const control = z.strictObject({
  kind: z.literal('tcp').describe('How it is asked'),
  host: host.describe('Where to connect'),
  port: port.describe('On which port'),
})

/** The configuration file as it is written; its JSON Schema and its validation come from here. */
export const configurationSchema = z.strictObject({
  page: page.describe('What is on it whatever happens'),
  defaults,
  groups: z.array(group).max(100).default([]).describe('Components that are shown together'),
  errorCodes: z
    .record(z.string().regex(/^[A-Z][A-Z0-9_]{1,39}$/, 'a code such as SYNC_001'), errorCode)
    .default({})
    .describe("What an application's own codes, found in its JSON answers, make of the result"),
  resetField: z.string().min(1).max(100).default('resetAt').describe('Where the JSON of a 429 says when to return'),
  keepResults: retention
    .prefault('7d')
    .describe('How long results are kept one by one; what they made of a day is kept for longer'),
  controls: z.array(control).max(10).default([]).describe('Reachable unless our own network is gone'),
  proxies: networks.default([]).describe('Whose X-Forwarded-For is believed'),
  egress: z
    .strictObject({ allow: networks.default([]).describe('Private networks that probes may reach') })
    .prefault({})
    .describe('Where probes may go besides public addresses'),
  components: z.array(component).min(1).max(1000).describe('What is shown, in this order'),
  maintenance: z.array(maintenance).max(100).default([]).describe('Planned work'),
  guide,
  advice: advice.describe('What readers of a component can do, by the reason code of what is wrong with it'),
  help: help.describe('What readers can try whatever is wrong: sections below the components'),
  automaticIncidents: automaticIncidents
    .prefault({ after: '5m', publish: false })
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
