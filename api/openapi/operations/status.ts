import { statusDocument } from '../../publish/schemas/status.ts'
import { summary } from '../../publish/schemas/summary.ts'
import type { Operations } from '../operation.ts'
import { pastInstant } from './parameters.ts'

export const statusOperations: Operations = {
  'GET /api/status': {
    id: 'getStatus',
    tag: 'Status',
    summary: 'The status of all, now or at an instant that has passed',
    description:
      'Always 200: what lacks fresh evidence says `unknown`, since our silence is not an outage of theirs. Asked of the past, either by `at` or by `asOf`.',
    parameters: {
      at: pastInstant('What was true at this instant, by all that is known now.'),
      asOf: pastInstant('What the page said at this instant.'),
    },
    answers: { 200: { description: 'The status of all.', schema: statusDocument } },
  },
  'GET /api/summary': {
    id: 'getSummary',
    tag: 'Status',
    summary: 'The whole page as one document',
    answers: {
      200: { description: 'Status and sentence, components, open incidents and maintenance.', schema: summary },
    },
  },
}
