import * as z from 'zod'
import type { Operations } from '../operation.ts'
import { language } from './parameters.ts'

const alive = z.object({ status: z.literal('alive') }).meta({ id: 'Alive', description: 'The process answers.' })
const readiness = z
  .object({
    status: z.enum(['ready', 'not_ready']),
    faults: z.array(z.string()).describe('Why it cannot serve and probe; empty when it can.'),
  })
  .meta({ id: 'Readiness', description: 'Whether the process can do its work.' })

export const serverOperations: Operations = {
  'GET /metrics': {
    id: 'getMetrics',
    tag: 'This server',
    summary: 'Metrics for Prometheus, or OpenMetrics for whoever accepts it',
    description: 'Public components and checks; those that are private too for a token of the scope `metrics:read`.',
    open: true,
    answers: {
      200: {
        description: 'What was measured, and what the process tells of itself.',
        types: ['text/plain', 'application/openmetrics-text'],
        example: 'probe_success{component="api",check="api-health",region="local"} 1\n',
      },
    },
  },
  'GET /healthz': {
    id: 'getHealth',
    tag: 'This server',
    summary: 'Whether the process is alive',
    answers: { 200: { description: 'It is.', schema: alive } },
  },
  'GET /readyz': {
    id: 'getReadiness',
    tag: 'This server',
    summary: 'Whether the process can serve and probe',
    answers: {
      200: { description: 'It can.', schema: readiness },
      503: { description: 'It cannot, and says why.', schema: readiness },
    },
    problems: ['RATE_001'],
  },
  'GET /openapi.json': {
    id: 'getOpenapi',
    tag: 'This server',
    summary: 'What you are reading, for programs',
    answers: {
      200: {
        description: 'OpenAPI 3.1.',
        schema: z.looseObject({ openapi: z.string().regex(/^3\.1\./), paths: z.record(z.string(), z.unknown()) }),
      },
    },
  },
  'GET /docs': {
    id: 'getDocs',
    tag: 'This server',
    summary: 'What you are reading, for people',
    parameters: { lang: language },
    answers: { 200: { description: 'A page.' } },
  },
}
