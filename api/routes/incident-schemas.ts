import * as z from 'zod'
import { INCIDENT_STATUSES } from '#domain/incident.ts'
import { instantOf } from '#domain/rfc3339.ts'
import { IMPACTS } from '#domain/status.ts'

const MOST_COMPONENTS = 1000
const LONGEST_MESSAGE = 20_000

/** What a database of either dialect keeps as it is; Markdown has NUL replaced too (CommonMark, 2.3). */
export function storable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\ufffd')
}

/** A line of text for people. */
export const line = z
  .string('expected a text')
  .trim()
  .min(1, 'expected a text')
  .max(200, 'expected 200 characters at most')
  .regex(/^\P{Cc}*$/u, 'expected one line, without control characters')
  .overwrite(storable)

/** Markdown. */
export const markdown = z
  .string('expected a text')
  .trim()
  .min(1, 'expected a text')
  .max(LONGEST_MESSAGE, `expected ${LONGEST_MESSAGE} characters at most`)
  .overwrite(storable)

/** An instant as RFC 3339 writes it → ms since the epoch. */
export const instant = z
  .string('expected an instant such as 2026-11-01T07:00:00Z')
  .meta({ format: 'date-time' })
  .refine((text) => instantOf(text) !== null, 'expected an instant such as 2026-11-01T07:00:00Z')
  .transform((text) => instantOf(text) ?? 0)

const status = z.enum(INCIDENT_STATUSES, `expected ${INCIDENT_STATUSES.join(', ')}`)
const impactsOf = <Word extends string>(words: readonly [Word, ...Word[]]) =>
  z
    .record(z.string(), z.enum(words, `expected ${words.join(', ')}`), 'expected impacts by the ids of components')
    .refine((impacts) => Object.keys(impacts).length <= MOST_COMPONENTS, `expected ${MOST_COMPONENTS} at most`)
const flag = z.boolean('expected true or false')

const instantOrNull = instant.nullable().default(null)
const promised = 'When the next update is promised for.'

export const newIncident = z.strictObject({
  title: line,
  status: status.default('investigating'),
  components: impactsOf(IMPACTS).default({}).describe('What each component suffers, by its id.'),
  message: markdown.describe('Markdown.'),
  startedAt: instantOrNull.describe('When it began; now unless said.'),
  resolvedAt: instantOrNull.describe('When it was over, of one that is told after the end.'),
  nextUpdateBy: instantOrNull.describe(promised),
  private: flag.default(false).describe('Kept from visitors for good.'),
  draft: flag.default(false).describe('Kept from visitors until it is published.'),
})
export type NewIncident = z.output<typeof newIncident>

export const newUpdate = z.strictObject({
  status: status.nullable().default(null).describe('As it was, unless said.'),
  message: markdown.describe('Markdown.'),
  components: impactsOf([...IMPACTS, 'operational'])
    .nullable()
    .default(null)
    .describe('What changes: an impact, or its end.'),
  nextUpdateBy: instantOrNull.describe(promised),
  resolvedAt: instantOrNull.describe('When it was over, if not now.'),
})
export type NewUpdate = z.output<typeof newUpdate>

export const incidentPatch = z
  .strictObject({
    title: line.optional(),
    startedAt: instant.optional(),
    resolvedAt: instant.optional(),
    postmortem: markdown.nullable().optional().describe('What was learned, as Markdown.'),
    nextUpdateBy: instant.nullable().optional().describe(promised),
  })
  .refine((patch) => Object.keys(patch).length > 0, 'expected something to change')
export type IncidentPatch = z.output<typeof incidentPatch>

export const correction = z.strictObject({ message: markdown.describe('Markdown.') })
export type Correction = z.output<typeof correction>
