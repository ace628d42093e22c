import { Temporal } from 'temporal-polyfill'
import * as z from 'zod'
import { ruleFault } from '#domain/recurrence.ts'
import { line, storable } from './incident-schemas.ts'

const MOST_EXPECTED = 10
const MOST_COMPONENTS = 1000
const LONGEST_DESCRIPTION = 20_000
const WALL_CLOCK = 'expected a time by the clock such as 2026-12-06T02:00:00'

const description = z
  .string('expected a text')
  .trim()
  .max(LONGEST_DESCRIPTION, `expected ${LONGEST_DESCRIPTION} characters at most`)
  .overwrite(storable)
  .describe('Markdown.')
const components = z
  .array(z.string('expected the id of a component'), 'expected ids of components')
  .min(1, 'expected at least one')
  .max(MOST_COMPONENTS, `expected ${MOST_COMPONENTS} at most`)
  .describe('Ids of the components that are worked on.')
const startsAt = z
  .string(WALL_CLOCK)
  .refine(isWallClock, WALL_CLOCK)
  .describe('By the clock of the time zone, without an offset.')
const durationMinutes = z.int('expected minutes').min(1, 'expected 1 to 10080').max(10_080, 'expected 1 to 10080')
const expected = z
  .array(line, 'expected a list')
  .max(MOST_EXPECTED, `expected ${MOST_EXPECTED} at most`)
  .describe('What to expect meanwhile, a sentence each.')
const noticeDays = z
  .int('expected days')
  .min(0, 'expected 0 to 365')
  .max(365, 'expected 0 to 365')
  .describe('How many days before its start it is announced.')
const shortNotice = z.boolean('expected true or false').describe('That it may begin sooner than its notice.')

/** An IANA time zone. */
export const timezone = z
  .string('expected a time zone')
  .refine(isTimezone, 'expected a time zone such as America/New_York')
  .describe("IANA; the page's unless said.")

const rrule = z
  .string('expected a rule of RFC 5545')
  .superRefine((rule, context) => {
    const fault = ruleFault(rule)
    if (fault !== null) context.addIssue(`expected ${fault}`)
  })
  .describe('A rule of RFC 5545, of work that comes round again.')

export const newMaintenance = z.strictObject({
  title: line,
  description: description.default(''),
  components,
  startsAt,
  durationMinutes,
  timezone: timezone.optional(),
  rrule: rrule.nullable().default(null),
  expect: expected.default([]),
  shortNotice: shortNotice.default(false),
  noticeDays: noticeDays.default(7),
})
export type NewMaintenance = z.output<typeof newMaintenance>

const changes = {
  title: line.optional(),
  description: description.optional(),
  components: components.optional(),
  startsAt: startsAt.optional(),
  durationMinutes: durationMinutes.optional(),
  expect: expected.optional(),
  shortNotice: shortNotice.optional(),
}
const SOMETHING = 'expected something to change'

export const occurrencePatch = z.strictObject(changes).refine((patch) => Object.keys(patch).length > 0, SOMETHING)
export type OccurrencePatch = z.output<typeof occurrencePatch>

export const seriesPatch = z
  .strictObject({
    ...changes,
    timezone: timezone.optional(),
    rrule: rrule.nullable().optional(),
    noticeDays: noticeDays.optional(),
  })
  .refine((patch) => Object.keys(patch).length > 0, SOMETHING)
export type SeriesPatch = z.output<typeof seriesPatch>

function isWallClock(text: string): boolean {
  const at = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/.test(text) ? Date.parse(`${text}Z`) : Number.NaN
  // A day that its month does not have would silently be one of the next.
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text)
}

function isTimezone(name: string): boolean {
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name).timeZoneId !== ''
  } catch {
    return false
  }
}
