import * as z from 'zod'
import type { Operations } from '../operation.ts'
import { componentId, incidentId, language, occurrenceId, pastInstant } from './parameters.ts'

export const pageOperations: Operations = {
  'GET /': {
    id: 'getPage',
    tag: 'Pages',
    summary: 'The status page',
    description: 'For whoever does not accept HTML, as curl, a table in plain text.',
    parameters: {
      color: { description: 'The table in colour, for terminals.', schema: z.literal('1') },
      lang: language,
    },
    answers: { 200: { description: 'The page.' } },
    problems: ['UNAVAILABLE'],
  },
  'GET /components/:id': {
    id: 'getComponentPage',
    tag: 'Pages',
    summary: 'A component: its days, its uptime, how fast it answers, its checks and what was told of it',
    parameters: { id: componentId, lang: language },
    answers: { 200: { description: 'A page.' } },
  },
  'GET /history': {
    id: 'getHistoryPage',
    tag: 'Pages',
    summary: 'A month: a calendar of every component, and its incidents day by day',
    parameters: {
      month: {
        description: "A month of the page's time zone that is on record; the present one unless said.",
        schema: z.string().regex(/^\d{4}-\d{2}$/),
        example: '2026-11',
      },
      lang: language,
    },
    answers: { 200: { description: 'A page.' } },
    problems: ['DATA_001'],
  },
  'GET /status': {
    id: 'getPastPage',
    tag: 'Pages',
    summary: 'The page as it was at an instant that has passed',
    description: 'Asked either by `at` or by `asOf`; before the record began there is none.',
    parameters: {
      at: pastInstant('What was true at this instant, by all that is known now.'),
      asOf: pastInstant('What the page said at this instant.'),
      lang: language,
    },
    answers: { 200: { description: 'A page that is marked as of the past, and stays as it is.' } },
    problems: ['DATA_001'],
  },
  'GET /incidents/:id': {
    id: 'getIncidentPage',
    tag: 'Pages',
    summary: 'An incident with all that was said of it',
    parameters: { id: incidentId, lang: language },
    answers: { 200: { description: 'A page.' } },
  },
  'GET /maintenance': {
    id: 'getMaintenancePage',
    tag: 'Pages',
    summary: 'Maintenance in progress, to come within a year, and past within 90 days',
    parameters: { lang: language },
    answers: { 200: { description: 'A page.' } },
  },
  'GET /maintenance/:id': {
    id: 'getOccurrencePage',
    tag: 'Pages',
    summary: 'A time of maintenance, what to expect and what has become of it',
    parameters: { id: occurrenceId, lang: language },
    answers: { 200: { description: 'A page.' } },
  },
  'GET /embed': {
    id: 'getEmbeddedPage',
    tag: 'Pages',
    summary: 'A strip that other pages may show in a frame',
    parameters: { lang: language },
    answers: { 200: { description: 'A page without a script, the only one whose policy lets others frame it.' } },
  },
  'GET /404.html': {
    id: 'getNotFoundPage',
    tag: 'Pages',
    summary: 'What other servers of our files show for what is not there',
    parameters: { lang: language },
    answers: { 200: { description: 'A page.' } },
  },
}
