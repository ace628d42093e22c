import * as z from 'zod'
import type { Check } from '#domain/check.ts'
import { OUTCOMES } from '#domain/result.ts'
import { VERDICTS } from '#domain/verdict.ts'
import type { toCheckJson, toComponentJson, toSloJson } from '../components-document.ts'
import type { toSummaryComponent } from '../summary-document.ts'
import { instant, ratio, status } from './scalars.ts'

const KINDS = [
  'http',
  'tcp',
  'tls',
  'dns',
  'websocket',
  'heartbeat',
  'sequence',
] as const satisfies readonly Check['kind'][]

export const reason = z
  .object({ code: z.string(), text: z.string() })
  .meta({ id: 'Reason', description: 'Why something is not operational: a code, and the same in words.' })

/** A component as the summary lists it. */
export const summaryComponent = z
  .object({
    id: z.string(),
    name: z.string(),
    description: z.string().nullable(),
    group: z.string().nullable().describe('The id of the group that it is shown in.'),
    status,
    since: instant.nullable().describe('Since when the status holds; null when that lies before the days shown.'),
    reason: reason.nullable(),
    uptime: z.object({
      days: z.int().describe('How many calendar days it covers.'),
      uptime: ratio.describe('Up time over observed time; null when nothing was observed.'),
      coverage: ratio.describe('Observed time over the time that was not maintenance; null when all of it was.'),
    }),
  })
  .meta({
    id: 'SummaryComponent',
    description: 'A part of the service that visitors know by name.',
  }) satisfies z.ZodType<ReturnType<typeof toSummaryComponent>>

export const check = z
  .object({
    id: z.string(),
    kind: z.enum(KINDS),
    verdict: z.enum(VERDICTS).describe('What its results, confirmed, make us believe.'),
    since: instant.nullable().describe('Since when the verdict holds; null before the first.'),
    lastResult: z
      .object({
        at: instant,
        region: z.string().describe('The place that asked.'),
        outcome: z.enum(OUTCOMES),
        latencyMs: z.number().min(0).nullable(),
        reason: z.string().nullable().describe('A reason code.'),
      })
      .nullable()
      .describe('Null before the first.'),
  })
  .meta({ id: 'Check', description: 'What is asked of a component, and what was found.' }) satisfies z.ZodType<
  ReturnType<typeof toCheckJson>
>

/** What is promised of a component. */
export const slo = z
  .object({
    objective: z.number().gt(0).lt(1).describe('The uptime that is promised, as 0.999.'),
    periodDays: z.int().min(1).max(90).describe('Over how many days up to now.'),
    uptime: ratio.describe('Up time over observed time in that period; null when nothing was observed.'),
    coverage: ratio.describe('Observed time over the time that was not maintenance; null when all of it was.'),
    budget: z
      .object({
        totalMs: z.int().min(0).describe('So much of the time observed may be lost.'),
        spentMs: z.number().min(0).describe('So much was: outages, and 0.3 of partial ones.'),
        remaining: z.number().max(1).describe('What is left over the whole; less than 0 when more than all is spent.'),
      })
      .nullable()
      .describe('Null when nothing was observed.'),
  })
  .meta({ id: 'Slo', description: 'A promised uptime, and how it stands.' }) satisfies z.ZodType<
  ReturnType<typeof toSloJson>
>

/** `/api/components/{id}`. */
export const component = summaryComponent
  .extend({ slo: slo.nullable().describe('Null where nothing is promised to the public.'), checks: z.array(check) })
  .meta({ id: 'Component', description: 'A component with its checks.' }) satisfies z.ZodType<
  ReturnType<typeof toComponentJson>
>

/** `/api/components`. */
export const componentList = z
  .object({ components: z.array(component) })
  .meta({ id: 'ComponentList', description: 'Every component, in configured order.' })
