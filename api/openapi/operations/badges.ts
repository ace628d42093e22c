import * as z from 'zod'
import { badge } from '../../publish/schemas/badge.ts'
import { history } from '../../publish/schemas/history.ts'
import type { Operation, Operations } from '../operation.ts'
import { word } from './parameters.ts'

const parameters = {
  id: { description: 'The id of a component, or `overall`.', schema: z.string(), example: 'overall' },
  metric: word('What it says. `overall` has a status only.', ['status', 'uptime'], 'status'),
  window: word('Of how many days the uptime is.', ['90d'], '90d'),
}
const exported = (id: string, form: string): Operation => ({
  ...{ id, tag: 'Badges and exports', summary: `Everything on record as ${form}` },
  parameters: {},
  answers: { 200: { description: "Every incident, every time of maintenance and each day's bar." } },
})

export const badgeOperations: Operations = {
  'GET /badge/:id.svg': {
    id: 'getBadge',
    tag: 'Badges and exports',
    summary: 'A badge, drawn',
    parameters,
    answers: { 200: { description: 'SVG that needs nothing from anywhere.' } },
  },
  'GET /badge/:id.json': {
    id: 'getBadgeDocument',
    tag: 'Badges and exports',
    summary: 'The same for shields.io to draw',
    parameters,
    answers: { 200: { description: 'Its endpoint document.', schema: badge } },
  },
  'GET /export/history.json': {
    ...exported('exportJson', 'JSON'),
    answers: { 200: { description: 'Every incident, every time of maintenance, each day.', schema: history } },
  },
  'GET /export/history.csv': {
    ...exported('exportCsv', 'CSV'),
    description: 'With a header. No cell is one that a spreadsheet would run.',
  },
  'GET /export/history.xml': exported('exportXml', 'XML'),
}
