import { series } from '../../operators/schemas/maintenance.ts'
import type { Operations } from '../operation.ts'
import { idOf } from './parameters.ts'

const seriesId = idOf('a series', 'ser_1b5z8m2x4k6q0w3e7r9t')
const asItStands = { description: 'The series as it stands now.', schema: series }

export const seriesOperations: Operations = {
  'GET /api/maintenance/series/:id': {
    id: 'getSeries',
    tag: 'Maintenance',
    summary: 'Recurring work as a whole',
    parameters: { id: seriesId },
    answers: { 200: { description: 'The series.', schema: series } },
  },
  'PATCH /api/maintenance/series/:id': {
    id: 'patchSeries',
    tag: 'Maintenance',
    summary: 'Changes all that has not begun',
    description: 'A series of the configuration file is changed there (409).',
    parameters: { id: seriesId },
    body: { example: { durationMinutes: 90 } },
    change: 'changes',
    answers: { 200: asItStands },
  },
  'POST /api/maintenance/series/:id/cancel': {
    id: 'cancelSeries',
    tag: 'Maintenance',
    summary: 'Calls off all that has not begun',
    parameters: { id: seriesId },
    body: { example: {} },
    change: 'changes',
    answers: { 200: asItStands },
  },
}
