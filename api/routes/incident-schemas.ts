import * as z from 'zod'
import { INCIDENT_STATUSES } from '#domain/incident.ts'
import { instantOf } from '#domain/rfc3339.ts'

const MOST_COMPONENTS = 1000
const LONGEST_MESSAGE = 20_000

const IMPACTS = ['degraded_performance', 'partial_outage', 'major_outage'] as const

/** A line of text for people. */
export const line = z
  .string('expected a text')
  .trim()
  .min(1, 'expected a text')
  .max(200, 'expected 200 characters at most')
  .regex(/^\P{Cc}*$/u, 'expected one line, without control characters')

/** Markdown. */
export const markdown = z
  .string('expected a text')
  .trim()
  .min(1, 'expected a text')
  .max(LONGEST_MESSAGE, `expected ${LONGEST_MESSAGE} characters at most`)

/** An instant as RFC 3339 writes it → ms since the epoch. */
export const instant = z
  .string('expected an instant such as 2026-11-01T07:00:00Z')
  .refine((text) => instantOf(text) !== null, 'expected an instant such as 2026-11-01T07:00:00Z')
  .transform((text) => instantOf(text) ?? 0)

const status = z.enum(INCIDENT_STATUSES, `expected ${INCIDENT_STATUSES.join(', ')}`)
const impactsOf = <Word extends string>(words: readonly [Word, ...Word[]]) =>
  z
    .record(z.string(), z.enum(words, `expected ${words.join(', ')}`), 'expected impacts by the ids of components')
    .refine((impacts) => Object.keys(impacts).length <= MOST_COMPONENTS, `expected ${MOST_COMPONENTS} at most`)
const flag = z.boolean('expected true or false')

export const newIncident = z.strictObject({
  title: line,
  status: status.default('investigating'),
  components: impactsOf(IMPACTS).default({}),
  message: markdown,
  startedAt: instant.nullable().default(null),
  resolvedAt: instant.nullable().default(null),
  nextUpdateBy: instant.nullable().default(null),
  private: flag.default(false),
  draft: flag.default(false),
})

export const newUpdate = z.strictObject({
  status: status.nullable().default(null),
  message: markdown,
  components: impactsOf([...IMPACTS, 'operational'])
    .nullable()
    .default(null),
  nextUpdateBy: instant.nullable().default(null),
  resolvedAt: instant.nullable().default(null),
})

export const incidentPatch = z
  .strictObject({
    title: line.optional(),
    startedAt: instant.optional(),
    resolvedAt: instant.optional(),
    postmortem: markdown.nullable().optional(),
    nextUpdateBy: instant.nullable().optional(),
  })
  .refine((patch) => Object.keys(patch).length > 0, 'expected something to change')

export const correction = z.strictObject({ message: markdown })
