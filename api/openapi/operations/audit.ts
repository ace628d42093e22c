import * as z from 'zod'
import { auditPage } from '../../operators/schemas/audit.ts'
import type { Operations } from '../operation.ts'
import { page } from './parameters.ts'

export const auditOperations: Operations = {
  'GET /api/audit': {
    id: 'listAudit',
    tag: 'Audit',
    summary: 'Who changed what, newest first',
    parameters: {
      subject: { description: 'Only what was done to the thing of this id.', schema: z.string() },
      ...page,
    },
    answers: { 200: { description: 'One page of the log.', schema: auditPage } },
  },
}
