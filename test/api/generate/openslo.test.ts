import { describe, expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { z } from 'zod'
import { openSloFile } from '../../../api/generate/openslo.ts'
import { DEFAULTS, shipped } from './shipped.ts'

const configuration = shipped()
const documents = parseAllDocuments(openSloFile(configuration, DEFAULTS.job)).map((document) => document.toJS())

/** A name by RFC 1123. */
const Name = z.string().regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/)
const metadata = z.strictObject({ name: Name, displayName: z.string().min(1).optional() })
const description = z.string().max(1050)
const nameOf = (kind: string) => documents.find((document) => document.kind === kind).metadata.name

const Measured = z.strictObject({
  metricSource: z.strictObject({
    metricSourceRef: z.literal(nameOf('DataSource')),
    type: z.literal('Prometheus'),
    spec: z.strictObject({ query: z.string().min(1) }),
  }),
})

/**
 * What OpenSLO v1 allows of what ours says; no registry has a schema of it.
 *
 * @see https://github.com/OpenSLO/OpenSLO#object-types
 */
const OpenSlo = z.discriminatedUnion('kind', [
  z.strictObject({
    ...{ apiVersion: z.literal('openslo/v1'), kind: z.literal('Service'), metadata },
    spec: z.strictObject({ description }),
  }),
  z.strictObject({
    ...{ apiVersion: z.literal('openslo/v1'), kind: z.literal('DataSource'), metadata },
    spec: z.strictObject({ type: z.literal('Prometheus'), connectionDetails: z.record(z.string(), z.string()) }),
  }),
  z.strictObject({
    ...{ apiVersion: z.literal('openslo/v1'), kind: z.literal('SLO'), metadata },
    spec: z.strictObject({
      description,
      service: z.literal(nameOf('Service')),
      indicator: z.strictObject({
        metadata,
        spec: z.strictObject({
          ratioMetric: z.strictObject({ counter: z.boolean(), good: Measured, total: Measured }),
        }),
      }),
      timeWindow: z.tuple([
        z.strictObject({ duration: z.string().regex(/^[1-9]\d*[mhdwMQY]$/), isRolling: z.literal(true) }),
      ]),
      budgetingMethod: z.enum(['Occurrences', 'Timeslices', 'RatioTimeslices']),
      objectives: z.tuple([z.strictObject({ displayName: z.string(), target: z.number().gt(0).lt(1) })]),
    }),
  }),
])

describe('openslo.yaml', () => {
  test.each(documents.map((document) => [document.kind, document.metadata.name, document]))(
    'has a %s %s as OpenSLO wants it, whose references lead somewhere',
    (_, __, document) => expect(OpenSlo.safeParse(document).error?.issues).toBeUndefined(),
  )

  test('has an objective for each component of which something is promised', () => {
    const slos = documents.filter(({ kind }) => kind === 'SLO')
    expect(slos.map(({ spec }) => [spec.objectives[0].target, spec.timeWindow[0].duration])).toEqual(
      configuration.components.map(({ slo }) => [slo?.objective, '30d']),
    )
  })

  test('names each document of a kind once', () => {
    const names = documents.map(({ kind, metadata: { name } }) => `${kind} ${name}`)
    expect(names).toEqual([...new Set(names)])
  })
})
